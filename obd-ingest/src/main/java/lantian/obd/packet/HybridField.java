package lantian.obd.packet;

/** Hybrid add-on, info type 0x04, 8 bytes (混合动力补充数据流). See spec clause 4.6. */
public enum HybridField implements Field {
  MOTOR_SPEED(0, Word.u16(1, 0, "rpm"), "motorRpm", "电机转速"),
  MOTOR_LOAD(2, Word.u8(1, 0, "%"), "motorLoadPct", "电机负荷"),
  BATTERY_VOLTAGE(3, Word.u16(0.1, 0, "V"), "battV", "电池电压"),
  BATTERY_CURRENT(5, Word.u16(0.1, -1000, "A"), "battA", "电池电流"),
  STATE_OF_CHARGE(7, Word.u8(1, 0, "%"), "soc", "荷电状态");

  /** Length of the body in bytes. */
  public static final int SIZE = 8;

  private final int at;
  private final Word word;
  private final String key;
  private final String zh;

  HybridField(int at, Word word, String key, String zh) {
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
