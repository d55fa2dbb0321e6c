package lantian.deploy.simulate.world;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** The working days of one truck (排班): when its engine runs, for which duty, in which weather. */
final class Rota {
  private static final int HOUR = 3_600;
  private static final double WORKS = 0.9;

  private final RandomGenerator random;
  private final Climate climate;
  private final Job job;
  private final @Nullable HardCase hardCase;
  private final List<Spell> spells = new ArrayList<>();

  private Rota(RandomGenerator random, Climate climate, Job job, @Nullable HardCase hardCase) {
    this.random = random;
    this.climate = climate;
    this.job = job;
    this.hardCase = hardCase;
  }

  /** The spells of so many days from a city day on, in order. */
  static List<Spell> of(
      RandomGenerator random, Job job, @Nullable HardCase hardCase, int firstDay, int days) {
    double offset = hardCase != null && hardCase.frosty() ? -6 - 8 * random.nextDouble() : 0;
    Rota rota = new Rota(random, new Climate(random, offset), job, hardCase);
    boolean night = random.nextInt(10) == 0;
    for (int day = 0; day < days; day++) {
      rota.day(firstDay + day, night);
    }
    return rota.spells;
  }

  private void day(int day, boolean night) {
    // 1 January 1970 was a first day of a year too; leap days move the season by little.
    climate.turnTo(day % 365);
    if (random.nextDouble() > WORKS) {
      return;
    }
    int at = night ? 19 * HOUR : 5 * HOUR;
    at += random.nextInt(3 * HOUR);
    int latest = at + 15 * HOUR;
    int left = (int) (HOUR * hours());
    while (left > 300 && at < latest) {
      int seconds = Math.min(left, length());
      double ambient = climate.at(at % 86_400);
      long from = CityTime.startOf(day) + at;
      if (spells.isEmpty() || from > end(spells.getLast()) + 60) {
        spells.add(new Spell(from, seconds, duty(), ambient));
        left -= seconds;
      }
      at += seconds + pause();
    }
  }

  private static long end(Spell spell) {
    return spell.from() + spell.seconds();
  }

  private double hours() {
    if (hardCase == HardCase.SHORT_TRIPS) {
      return 1.2 + random.nextDouble();
    }
    return job.hours(random);
  }

  private int length() {
    if (hardCase == HardCase.SHORT_TRIPS) {
      return 360 + random.nextInt(500);
    }
    return 1_800 + random.nextInt(6_000);
  }

  private int pause() {
    return hardCase == HardCase.SHORT_TRIPS
        ? 2_400 + random.nextInt(3_000)
        : 300 + random.nextInt(3_300);
  }

  private Duty duty() {
    if (hardCase == HardCase.COLD_IDLE) {
      return Duty.IDLE;
    }
    return hardCase == HardCase.SHORT_TRIPS ? Duty.CITY : job.duty(random);
  }
}
