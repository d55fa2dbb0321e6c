package lantian.obd.packet;

/**
 * Supplementary stream, info type 0x80, 17 bytes (补充数据流), read as raw words: sources disagree on
 * the scales. See spec clause 4.6.
 */
public enum SupplementField implements Field {
  TORQUE_MODE(0, Word.bits(1), "torqueMode", "扭矩模式"),
  ACCELERATOR(1, Word.bits(1), "acceleratorRaw", "油门踏板"),
  TOTAL_FUEL(2, Word.bits(4), "totalFuelRaw", "累计油耗"),
  UREA_TANK_TEMPERATURE(6, Word.bits(1), "ureaTankTempRaw", "尿素箱温度"),
  UREA_INJECTION(7, Word.bits(4), "ureaInjRaw", "实际尿素喷射量"),
  UREA_TOTAL(11, Word.bits(4), "ureaTotalRaw", "累计尿素消耗"),
  DPF_EXHAUST_TEMPERATURE(15, Word.bits(2), "dpfTempRaw", "DPF排气温度");

  /** Length of the body in bytes. */
  public static final int SIZE = 17;

  private final int at;
  private final Word word;
  private final String key;
  private final String zh;

  SupplementField(int at, Word word, String key, String zh) {
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
