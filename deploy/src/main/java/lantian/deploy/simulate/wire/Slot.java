package lantian.deploy.simulate.wire;

/**
 * One field of the 37-byte stream (数据流) as a terminal writes it; spec clause 4.5, written again on
 * purpose and independent of the decoder's table.
 */
public enum Slot {
  SPEED_KMH(0, 2, 1 / 256.0, 0),
  BAROMETER_KPA(2, 1, 0.5, 0),
  NET_TORQUE_PCT(3, 1, 1, -125),
  FRICTION_TORQUE_PCT(4, 1, 1, -125),
  ENGINE_RPM(5, 2, 0.125, 0),
  FUEL_LPH(7, 2, 0.05, 0),
  NOX_UP_PPM(9, 2, 0.05, -200),
  NOX_DOWN_PPM(11, 2, 0.05, -200),
  REAGENT_PCT(13, 1, 0.4, 0),
  INTAKE_KGH(14, 2, 0.05, 0),
  SCR_IN_C(16, 2, 0.03125, -273),
  SCR_OUT_C(18, 2, 0.03125, -273),
  DPF_DP_KPA(20, 2, 0.1, 0),
  COOLANT_C(22, 1, 1, -40),
  FUEL_LEVEL_PCT(23, 1, 0.4, 0),
  LOCATION_STATE(24, 1, 1, 0),
  LONGITUDE_DEG(25, 4, 1e-6, 0),
  LATITUDE_DEG(29, 4, 1e-6, 0),
  ODOMETER_KM(33, 4, 0.1, 0);

  private final int at;
  private final int width;
  private final double scale;
  private final double offset;

  Slot(int at, int width, double scale, double offset) {
    this.at = at;
    this.width = width;
    this.scale = scale;
    this.offset = offset;
  }

  /** Offset of the field in the body, in bytes. */
  int at() {
    return at;
  }

  /** Width of the field in bytes: 1, 2 or 4. */
  int width() {
    return width;
  }

  /** The nearest raw word, held inside what the field can carry; NaN gives "not available". */
  public long word(double value) {
    if (Double.isNaN(value)) {
      return notAvailable();
    }
    long nearest = Math.round((value - offset) / scale);
    return Math.clamp(nearest, 0, highest());
  }

  /** Physical value of a raw word, NaN if the word is a code. */
  double value(long word) {
    return word > highest() ? Double.NaN : word * scale + offset;
  }

  /** All ones: the terminal has no value. */
  public long notAvailable() {
    return (1L << (8 * width)) - 1;
  }

  /** The highest word that is a value and not a code. */
  private long highest() {
    return switch (this) {
      case LONGITUDE_DEG -> 180_000_000L;
      case LATITUDE_DEG -> 90_000_000L;
      default -> (0xFBL << (8 * (width - 1))) - 1;
    };
  }
}
