package lantian.obd.read;

import java.time.LocalDate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Which vehicle-days are added up (数据质量筛选). Null means all.
 *
 * @param vin vehicle
 * @param from first city day
 * @param to last city day
 * @param county district as filed on the day
 * @param maker maker of the terminal as filed on the day
 * @param model model of the terminal
 * @param firmware firmware of the terminal
 */
public record QualityFilter(
    @Nullable Vin vin,
    LocalDate from,
    LocalDate to,
    @Nullable String county,
    @Nullable String maker,
    @Nullable String model,
    @Nullable String firmware) {
  /** The same of one vehicle. */
  public QualityFilter of(@Nullable Vin other) {
    return new QualityFilter(other, from, to, county, maker, model, firmware);
  }

  /** How many days. */
  public long days() {
    return to.toEpochDay() - from.toEpochDay() + 1;
  }
}
