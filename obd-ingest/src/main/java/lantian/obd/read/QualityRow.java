package lantian.obd.read;

import java.time.LocalDate;
import java.util.Map;
import lantian.obd.quality.DayQuality.Counts;
import lantian.obd.quality.Defect;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.KeyField;
import lantian.obd.quality.Ratio;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The data quality of a vehicle-day or of many of them (数据质量). What they have in common is named,
 * the rest null; so is what was not filed.
 *
 * @param vin the vehicle
 * @param day the city day; of a vehicle's sum its last one
 * @param county district
 * @param maker maker of the terminal
 * @param model model of the terminal
 * @param firmware firmware of the terminal
 * @param vehicles how many vehicles
 * @param days how many vehicle-days
 */
public record QualityRow(
    @Nullable Vin vin,
    @Nullable LocalDate day,
    @Nullable String county,
    @Nullable String maker,
    @Nullable String model,
    @Nullable String firmware,
    long vehicles,
    long days,
    Map<Indicator, Ratio> indicators,
    Map<KeyField, Ratio> fields,
    Map<DefectClass, Ratio> classes,
    Map<Defect, Long> defects,
    Counts counts) {
  /** One indicator. */
  public Ratio of(Indicator indicator) {
    return indicators.getOrDefault(indicator, Ratio.NONE);
  }

  /** One class of defects. */
  public Ratio of(DefectClass of) {
    return classes.getOrDefault(of, Ratio.NONE);
  }
}
