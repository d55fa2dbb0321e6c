package lantian.obd.packet;

/**
 * Engine and after-treatment stream, info type 0x02, 37 bytes (DPF/SCR 数据流). See spec clause 4.5.
 */
public enum Signal implements Field {
  SPEED(0, Word.u16(1 / 256.0, 0, "km/h"), "speedKmh", "车速"),
  BAROMETRIC_PRESSURE(2, Word.u8(0.5, 0, "kPa"), "barometricKpa", "大气压力"),
  NET_TORQUE(3, Word.u8(1, -125, "%"), "netTorquePct", "发动机净输出扭矩"),
  FRICTION_TORQUE(4, Word.u8(1, -125, "%"), "frictionTorquePct", "摩擦扭矩"),
  ENGINE_SPEED(5, Word.u16(0.125, 0, "rpm"), "engineRpm", "发动机转速"),
  FUEL_RATE(7, Word.u16(0.05, 0, "L/h"), "fuelRateLph", "发动机燃料流量"),
  NOX_UPSTREAM(9, Word.u16(0.05, -200, "ppm"), "scrUpNoxPpm", "SCR上游NOx"),
  NOX_DOWNSTREAM(11, Word.u16(0.05, -200, "ppm"), "scrDownNoxPpm", "SCR下游NOx"),
  REAGENT_LEVEL(13, Word.u8(0.4, 0, "%"), "reagentPct", "反应剂余量"),
  INTAKE_AIR(14, Word.u16(0.05, 0, "kg/h"), "intakeKgh", "进气量"),
  SCR_INLET_TEMPERATURE(16, Word.u16(0.03125, -273, "°C"), "scrInC", "SCR入口温度"),
  SCR_OUTLET_TEMPERATURE(18, Word.u16(0.03125, -273, "°C"), "scrOutC", "SCR出口温度"),
  DPF_DIFFERENTIAL_PRESSURE(20, Word.u16(0.1, 0, "kPa"), "dpfDpKpa", "DPF压差"),
  COOLANT_TEMPERATURE(22, Word.u8(1, -40, "°C"), "coolantC", "冷却液温度"),
  FUEL_LEVEL(23, Word.u8(0.4, 0, "%"), "fuelLevelPct", "油箱液位"),
  LOCATION_STATE(24, Word.bits(1), "locState", "定位状态"),
  LONGITUDE(25, Word.coordinate(180_000_000), "lon", "经度"),
  LATITUDE(29, Word.coordinate(90_000_000), "lat", "纬度"),
  ODOMETER(33, Word.u32(0.1, 0, "km"), "odoKm", "累计里程");

  /** Length of the body in bytes. */
  public static final int SIZE = 37;

  private final int at;
  private final Word word;
  private final String key;
  private final String zh;

  Signal(int at, Word word, String key, String zh) {
    this.at = at;
    this.word = word;
    this.key = key;
    this.zh = zh;
  }

  @Override
  public int at() {
    return at;
  }

  @Override
  public Word word() {
    return word;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String zh() {
    return zh;
  }

  /** The signal with this {@link #key()}, if there is one. */
  public static java.util.Optional<Signal> byKey(String key) {
    return java.util.Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }
}
