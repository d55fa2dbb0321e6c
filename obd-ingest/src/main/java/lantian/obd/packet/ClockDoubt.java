package lantian.obd.packet;

/**
 * Why the time of a packet can't be right (时间异常), as its mark keeps it. The codes are stored and
 * never change.
 */
public enum ClockDoubt {
  /** The time bytes are no legal date. */
  BAD_TIME(QuarantineReason.BAD_TIME),
  /** Ahead of the server. */
  FUTURE(QuarantineReason.FUTURE),
  /** What a firmware says whose clock is not set. */
  DEFAULT_CLOCK(QuarantineReason.DEFAULT_CLOCK),
  /** Before any terminal of this kind could have measured it. */
  TOO_OLD(QuarantineReason.TOO_OLD),
  /** Sent as live and twelve hours old: the hour is written without morning and afternoon. */
  TWELVE_HOURS(64, "时间慢12小时", "the time is twelve hours slow");

  private static final ClockDoubt[] ALL = values();

  private final int code;
  private final String zh;
  private final String en;

  ClockDoubt(QuarantineReason reason) {
    this(reason.code(), reason.zh(), reason.en());
  }

  ClockDoubt(int code, String zh, String en) {
    this.code = code;
    this.zh = zh;
    this.en = en;
  }

  /** Code in the mark, 1–255: that of the quarantine, or one from 64 on that it never gives out. */
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

  /** The one for which a packet is quarantined; throws {@link IllegalArgumentException}. */
  public static ClockDoubt of(QuarantineReason reason) {
    return of(reason.code());
  }

  /** The one with this code; throws {@link IllegalArgumentException} if there is none. */
  public static ClockDoubt of(int code) {
    for (ClockDoubt doubt : ALL) {
      if (doubt.code == code) {
        return doubt;
      }
    }
    throw new IllegalArgumentException("no doubt about a clock has code " + code);
  }
}
