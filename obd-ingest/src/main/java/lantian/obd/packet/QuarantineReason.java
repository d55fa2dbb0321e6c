package lantian.obd.packet;

/**
 * Why a whole frame can't become a record (隔离原因). The codes are stored in the log and never change.
 */
public enum QuarantineReason {
  /** No layout fits the realtime unit, and nothing could be salvaged. */
  NO_LAYOUT(1, "数据单元无法解析", "no layout fits the data unit"),
  /** Leading items were kept, the rest could not be read. */
  MALFORMED_TAIL(2, "数据单元尾部无法解析", "the end of the data unit can't be read"),
  /** The time bytes are no legal date. */
  BAD_TIME(3, "时间无效", "the time is no legal date"),
  /** The unit is shorter than its command asks for. */
  TOO_SHORT(4, "数据单元过短", "the data unit is too short"),
  /** The command has no meaning in this profile. */
  UNKNOWN_COMMAND(5, "未知命令", "the command is not known"),
  /** Encrypted, and no key is at hand or none fits. */
  NO_KEY(6, "缺少解密密钥", "no key decrypts the data unit"),
  /** The encryption byte says abnormal or invalid. */
  BAD_ENCRYPTION(7, "加密标识异常", "the encryption byte is abnormal"),
  /** More than 24 hours ahead of the server. */
  FUTURE(8, "采集时间超前", "the collection time lies too far ahead"),
  /** Before the terminal was filed. */
  BEFORE_FILING(9, "采集时间早于备案", "the collection time lies before the filing"),
  /** The firmware's substitute for a broken clock, 2020-11-18 17:20:00. */
  DEFAULT_CLOCK(10, "终端默认时钟", "the terminal's clock shows its default time"),
  /** A nested packet is damaged. */
  BAD_NESTING(11, "嵌套报文损坏", "a nested packet is damaged"),
  /** The VIN is blank or NUL. */
  NO_VIN(12, "车辆识别号为空", "the VIN is empty"),
  /** Before any terminal of this kind could have measured it. */
  TOO_OLD(13, "采集时间过早", "the collection time is implausibly old");

  private static final QuarantineReason[] BY_CODE = new QuarantineReason[14];

  static {
    for (QuarantineReason reason : values()) {
      BY_CODE[reason.code] = reason;
    }
  }

  private final int code;
  private final String zh;
  private final String en;

  QuarantineReason(int code, String zh, String en) {
    this.code = code;
    this.zh = zh;
    this.en = en;
  }

  /** Code in the log, 1–255; 0 there means accepted. */
  public int code() {
    return code;
  }

  /** Chinese text. */
  public String zh() {
    return zh;
  }

  /** English text. */
  public String en() {
    return en;
  }

  /**
   * The reason with this code; throws {@link IllegalArgumentException} for a code that was never
   * given out.
   */
  public static QuarantineReason of(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no quarantine reason has code " + code);
    }
    return BY_CODE[code];
  }
}
