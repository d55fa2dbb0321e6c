package lantian.obd.read;

/**
 * How far vehicles that are due are networked (联网情况).
 *
 * @param due vehicles asked for
 * @param vehicles of these, those ever online up to the end of the time
 * @param onlineDays vehicle-days online in the time
 * @param networkedDays vehicle-days of the time since each was first online
 */
public record Networked(long due, long vehicles, long onlineDays, long networkedDays) {
  /** Nobody. */
  public static final Networked NONE = new Networked(0, 0, 0, 0);

  /** Both together. */
  public Networked plus(Networked other) {
    return new Networked(
        due + other.due,
        vehicles + other.vehicles,
        onlineDays + other.onlineDays,
        networkedDays + other.networkedDays);
  }
}
