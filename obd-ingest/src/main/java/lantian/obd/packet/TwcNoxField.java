package lantian.obd.packet;

/**
 * Three-way catalyst with NOx sensor, info type 0x05, 32 bytes (三元催化含NOx数据流). See spec clause 4.6.
 */
public enum TwcNoxField implements Field {
  SPEED(0, Word.u16(1 / 256.0, 0, "km/h"), "speedKmh", "车速"),
  BAROMETRIC_PRESSURE(2, Word.u8(0.5, 0, "kPa"), "barometricKpa", "大气压力"),
  NET_TORQUE(3, Word.u8(1, -125, "%"), "netTorquePct", "发动机净输出扭矩"),
  FRICTION_TORQUE(4, Word.u8(1, -125, "%"), "frictionTorquePct", "摩擦扭矩"),
  ENGINE_SPEED(5, Word.u16(0.125, 0, "rpm"), "engineRpm", "发动机转速"),
  FUEL_RATE(7, Word.u16(0.05, 0, "L/h"), "fuelRateLph", "发动机燃料流量"),
  UPSTREAM_LAMBDA(9, Word.full(2, 0.0000305, ""), "twcUpLambda", "上游氧传感器"),
  DOWNSTREAM_OXYGEN(11, Word.full(1, 0.01, "V"), "twcDownO2V", "下游氧传感器"),
  NOX_DOWNSTREAM(12, Word.u16(0.05, -200, "ppm"), "twcDownNoxPpm", "三元催化下游NOx"),
  INTAKE_AIR(14, Word.u16(0.05, 0, "kg/h"), "intakeKgh", "进气量"),
  COOLANT_TEMPERATURE(16, Word.u8(1, -40, "°C"), "coolantC", "冷却液温度"),
  TWC_TEMPERATURE(17, Word.u16(0.03125, -273, "°C"), "twcTempC", "三元催化器温度"),
  LOCATION_STATE(19, Word.bits(1), "locState", "定位状态"),
  LONGITUDE(20, Word.coordinate(180_000_000), "lon", "经度"),
  LATITUDE(24, Word.coordinate(90_000_000), "lat", "纬度"),
  ODOMETER(28, Word.u32(0.1, 0, "km"), "odoKm", "累计里程");

  /** Length of the body in bytes. */
  public static final int SIZE = 32;

  private final int at;
  private final Word word;
  private final String key;
  private final String zh;

  TwcNoxField(int at, Word word, String key, String zh) {
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
}
