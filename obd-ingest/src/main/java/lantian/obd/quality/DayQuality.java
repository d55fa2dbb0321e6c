package lantian.obd.quality;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The data quality of one vehicle-day (车辆日数据质量): numerators and denominators, from which shares of
 * any group and time are made by adding. Immutable.
 *
 * @param limits id of the limits it was made with
 * @param indicators every indicator
 * @param fields validity of every key field
 * @param classes every class of defects: how many of how many seconds, fields or samples
 * @param defects samples that each plausibility rule objects to, of those that accuracy counts
 * @param counts what else is told
 */
public record DayQuality(
    String limits,
    Map<Indicator, Ratio> indicators,
    Map<KeyField, Ratio> fields,
    Map<DefectClass, Ratio> classes,
    Map<Defect, Long> defects,
    Counts counts) {

  /**
   * Counts beside the shares.
   *
   * @param packets packets that first brought an item of the day
   * @param proven samples whose sender is proven
   * @param conflicts samples of which several bodies stand, left out of validity and accuracy
   * @param gaps spans of engine-on seconds that are missing
   * @param silences spans without data between two running states, too long to count as on
   * @param silentSeconds seconds of these
   * @param moving samples at a speed above 0
   */
  public record Counts(
      long packets,
      long proven,
      long conflicts,
      long gaps,
      long silences,
      long silentSeconds,
      long moving) {}

  /** Copies the maps. */
  public DayQuality {
    indicators = Collections.unmodifiableMap(new EnumMap<>(indicators));
    fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    classes = Collections.unmodifiableMap(new EnumMap<>(classes));
    defects = Collections.unmodifiableMap(new EnumMap<>(defects));
  }

  /** One indicator. */
  public Ratio of(Indicator indicator) {
    return indicators.getOrDefault(indicator, Ratio.NONE);
  }
}
