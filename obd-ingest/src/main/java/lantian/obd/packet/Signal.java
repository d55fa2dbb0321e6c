package lantian.obd.packet;

/**
 * Fields of the engine and after-treatment stream, info type 0x02, in wire order (数据流信息). See spec
 * clause 4.5.
 */
public enum Signal {
  SPEED(2, 1 / 256.0, 0, "km/h"),
  BAROMETRIC_PRESSURE(1, 0.5, 0, "kPa"),
  NET_TORQUE(1, 1, -125, "%"),
  FRICTION_TORQUE(1, 1, -125, "%"),
  ENGINE_SPEED(2, 0.125, 0, "rpm"),
  FUEL_RATE(2, 0.05, 0, "L/h"),
  NOX_UPSTREAM(2, 0.05, -200, "ppm"),
  NOX_DOWNSTREAM(2, 0.05, -200, "ppm"),
  REAGENT_LEVEL(1, 0.4, 0, "%"),
  INTAKE_AIR(2, 0.05, 0, "kg/h"),
  SCR_INLET_TEMPERATURE(2, 0.03125, -273, "degC"),
  SCR_OUTLET_TEMPERATURE(2, 0.03125, -273, "degC"),
  DPF_DIFFERENTIAL_PRESSURE(2, 0.1, 0, "kPa"),
  COOLANT_TEMPERATURE(1, 1, -40, "degC"),
  FUEL_LEVEL(1, 0.4, 0, "%"),
  LOCATION_STATE(1, 1, 0, ""),
  LONGITUDE(4, 1e-6, 0, "deg"),
  LATITUDE(4, 1e-6, 0, "deg"),
  ODOMETER(4, 0.1, 0, "km");

  private final int width;
  private final double scale;
  private final double offset;
  private final String unit;

  Signal(int width, double scale, double offset, String unit) {
    this.width = width;
    this.scale = scale;
    this.offset = offset;
    this.unit = unit;
  }

  /** Bytes on the wire: 1, 2 or 4. */
  public int width() {
    return width;
  }

  /** Physical value of one raw step. */
  public double scale() {
    return scale;
  }

  /** Physical value of raw 0. */
  public double offset() {
    return offset;
  }

  /** Unit of the physical value, empty for bits. */
  public String unit() {
    return unit;
  }
}
