package lantian.desk.live;

/**
 * A part of the world in degrees (视野范围).
 *
 * @param west its western side
 * @param south its southern side
 * @param east its eastern side
 * @param north its northern side
 */
public record Box(double west, double south, double east, double north) {
  /** True if a place is in it or on its side. */
  public boolean holds(double lon, double lat) {
    return west <= lon && lon <= east && south <= lat && lat <= north;
  }
}
