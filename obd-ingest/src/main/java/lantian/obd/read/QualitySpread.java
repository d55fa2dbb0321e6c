package lantian.obd.read;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.Ratio;

/**
 * The sum of vehicle-days, and how the shares of their vehicles spread (分布).
 *
 * @param all everything added up
 * @param spread quartiles of every indicator that could be told of some vehicle
 */
public record QualitySpread(QualityRow all, Map<Indicator, Quartiles> spread) {
  /**
   * Quartiles by nearest rank (四分位数), shares from 0 to 1.
   *
   * @param vehicles of how many vehicles
   */
  public record Quartiles(int vehicles, double lower, double median, double upper) {
    static Quartiles of(double[] sorted) {
      return new Quartiles(sorted.length, ranked(sorted, 1), ranked(sorted, 2), ranked(sorted, 3));
    }

    private static double ranked(double[] sorted, int quarter) {
      return sorted[Math.max(0, (sorted.length * quarter + 3) / 4 - 1)];
    }
  }

  /** Takes vehicles one by one. */
  static final class Taking {
    private static final int FIRST_ROOM = 64;

    private final Map<Indicator, double[]> shares = new EnumMap<>(Indicator.class);
    private final Map<Indicator, Integer> counts = new EnumMap<>(Indicator.class);

    void take(QualityRow vehicle) {
      vehicle
          .indicators()
          .forEach((indicator, ratio) -> {
            if (ratio.denominator() > 0) {
              add(indicator, ratio);
            }
          });
    }

    private void add(Indicator indicator, Ratio ratio) {
      int count = counts.merge(indicator, 1, Integer::sum);
      double[] room = shares.getOrDefault(indicator, new double[FIRST_ROOM]);
      room = count > room.length ? Arrays.copyOf(room, 2 * room.length) : room;
      room[count - 1] = (double) ratio.numerator() / ratio.denominator();
      shares.put(indicator, room);
    }

    QualitySpread spread(QualityRow all) {
      Map<Indicator, Quartiles> quartiles = new EnumMap<>(Indicator.class);
      shares.forEach((indicator, room) -> {
        double[] sorted = Arrays.copyOf(room, counts.getOrDefault(indicator, 0));
        Arrays.sort(sorted);
        quartiles.put(indicator, Quartiles.of(sorted));
      });
      return new QualitySpread(all, quartiles);
    }
  }
}
