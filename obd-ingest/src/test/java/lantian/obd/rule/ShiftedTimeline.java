package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Vin;

/**
 * A day of drives round one block and the next, hard on the rule for shifted positions: positions
 * shifted at rest or while it drives, carriages to other roads and home again, stray leaps, words
 * that are missing, another odometer, gaps and unproven spells. An honest one is carried and has
 * gaps and missing words.
 */
final class ShiftedTimeline implements SeededDrive {
  /** 2026-03-01 22:00:00 +08:00. */
  private static final long START = 1_772_373_600L;

  private static final Vin VEHICLE = new Vin("LSYNTESTVN0000017");
  private static final VehicleFacts NOTHING = new VehicleFacts(null, null, null, null, null, null);

  private final SplittableRandom random;
  private final boolean honest;
  private final List<NaiveItem> items = new ArrayList<>();
  private long now = START;
  private double driven;
  private double along;
  private double offset = 5_000_000;
  private int town;
  private double shift;
  private double leap;
  private int trust = 1;

  ShiftedTimeline(long seed, boolean honest) {
    this.random = new SplittableRandom(seed);
    this.honest = honest;
    while (now < START + 8 * 3600) {
      spell();
    }
  }

  List<NaiveItem> items() {
    return List.copyOf(items);
  }

  @Override
  public List<NaiveItem> copies() {
    List<NaiveItem> out = new ArrayList<>(items);
    items.stream().filter(item -> random.nextInt(20) == 0).forEach(out::add);
    Collections.shuffle(out, new Random(random.nextLong()));
    return out;
  }

  /** The rule asks for none. */
  @Override
  public VehicleFacts factsAt(long second) {
    return NOTHING;
  }

  private boolean odd(int oneIn) {
    return !honest && random.nextInt(oneIn) == 0;
  }

  /** A drive, and what a rest changes. */
  private void spell() {
    int seconds = 600 + random.nextInt(1500);
    double metresPerSecond = 8 + random.nextInt(14);
    for (int left = seconds; left > 0; left -= 5) {
      second(metresPerSecond);
    }
    now += 300 + random.nextInt(1200);
    if (random.nextInt(3) == 0) {
      town = random.nextInt(3);
      along = random.nextInt(4) * 3000;
    }
    shift = odd(2) ? (random.nextBoolean() ? 0 : 20_000 + random.nextInt(9) * 7_000) : shift;
    offset += odd(9) ? random.nextInt(9000) - 3000 : 0;
  }

  private void second(double metresPerSecond) {
    int step = random.nextInt(60) == 0 ? 5 + random.nextInt(90) : 5;
    now += step;
    driven += metresPerSecond * step;
    along += metresPerSecond * step;
    trust = random.nextInt(200) == 0 ? random.nextInt(2) : random.nextInt(30) == 0 ? 1 : trust;
    shift = odd(400) ? 30_000 + random.nextInt(30_000) : shift;
    leap = odd(150) ? 9_000 + random.nextInt(90_000) : random.nextInt(4) == 0 ? 0 : leap;
    StreamBody body = new StreamBody().speed((int) (metresPerSecond * 3.6 * 256));
    boolean lost = random.nextInt(90) == 0;
    boolean none = random.nextInt(90) == 0;
    body.odometer(none ? 0xFFFF_FFFFL : (long) ((offset + driven) / 100));
    double[] at = block(along % 12_000);
    body.place(
        lost ? 1 : 0,
        Math.round(120e6 + (at[0] + town * 31_000 + shift + leap) / 0.0954),
        Math.round(31e6 + (at[1] + town * 500 + shift / 3) / 0.11132));
    items.add(new NaiveItem(VEHICLE, now, 2, body.bytes(), trust));
  }

  /** Round a block; each town turns another way, so that their roads are not alike. */
  private double[] block(double metres) {
    double side = metres % 3000;
    double[] at =
        switch ((int) (metres / 3000)) {
          case 0 -> new double[] {side, 0};
          case 1 -> new double[] {3000, side};
          case 2 -> new double[] {3000 - side, 3000};
          default -> new double[] {0, 3000 - side};
        };
    return switch (town) {
      case 0 -> at;
      case 1 -> new double[] {-0.8 * at[0] - 0.6 * at[1], 0.8 * at[1] - 0.6 * at[0]};
      default -> new double[] {0.4 * at[1] - 1.5 * at[0], -0.7 * at[1] - 0.3 * at[0]};
    };
  }
}
