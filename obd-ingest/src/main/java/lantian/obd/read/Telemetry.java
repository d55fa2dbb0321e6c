package lantian.obd.read;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lantian.proto.Origin;

/**
 * A vehicle's values over time as columns (遥测曲线), ready for a chart.
 *
 * <p>The span is cut into steps; a step without items has no row. Items in an unresolved conflict
 * are left out and counted.
 *
 * @param step length of a step in seconds
 * @param seconds first epoch second of each row's step, ascending
 * @param fields one column per field asked for, in the order of asking
 * @param items stream items taken
 * @param verified of these, items from proven senders
 * @param conflicts seconds left out because their copies contradict each other
 * @param origins nature of the data, in the order of {@link Origin}
 */
public record Telemetry(
    int step,
    long[] seconds,
    List<Field> fields,
    int items,
    int verified,
    int conflicts,
    Set<Origin> origins) {
  /** Copies list and set. */
  public Telemetry {
    fields = List.copyOf(fields);
    origins = java.util.Collections.unmodifiableSet(origins);
  }

  /**
   * One field's column. Arrays have one entry per row; NaN stands for "no measurement in this
   * step". Saturated values show in neither array and are counted.
   *
   * @param name as in the decode output (spec clause 14), for example {@code scrDownNoxPpm}
   * @param unit unit of the values, empty for bits
   * @param min least value in the step
   * @param max greatest value in the step
   * @param quality what the values of the whole span were like
   */
  public record Field(String name, String unit, double[] min, double[] max, Quality quality) {
    @Override
    public String toString() {
      return name + " " + Arrays.toString(min) + " " + Arrays.toString(max);
    }
  }

  /**
   * How many values of a field were of which quality; the sum is the number of items that carry it.
   *
   * @param usable ordinary measurements
   * @param invalid all ones: not available
   * @param error error indicator
   * @param outOfRange above the greatest valid word
   * @param saturated exactly the greatest valid word
   */
  public record Quality(int usable, int invalid, int error, int outOfRange, int saturated) {}
}
