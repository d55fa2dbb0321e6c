package lantian.obd.packet;

/**
 * Fixed words of the OBD block, info type 0x01 (OBD信息); identifiers, IUPR words and trouble codes
 * follow. See spec clause 4.4.
 */
public enum ObdField implements Field {
  PROTOCOL(0, Word.bits(1), "protocol", "OBD诊断协议"),
  MIL(1, Word.bits(1), "mil", "故障灯状态"),
  SUPPORT(2, Word.bits(2), "support", "诊断支持状态"),
  READINESS(4, Word.bits(2), "ready", "诊断就绪状态"),
  DTC_COUNT(95, Word.bits(1), "dtcCount", "故障码总数");

  /** Length of the body in bytes. */
  public static final int SIZE = 96;

  private final int at;
  private final Word word;
  private final String key;
  private final String zh;

  ObdField(int at, Word word, String key, String zh) {
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
