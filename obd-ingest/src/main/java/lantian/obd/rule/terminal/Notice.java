package lantian.obd.rule.terminal;

/** How a silence was announced by an alarm (断报预告). */
enum Notice {
  /** By none, or by one that came when the vehicle had moved in silence. */
  NONE(0),
  /**
   * By one that came later and does not say where, so that the vehicle may have moved before it.
   */
  VAGUE(1),
  /** By one that came at its beginning or from the same place. */
  CLEAR(2);

  private final int code;

  Notice(int code) {
    this.code = code;
  }

  /** As it is stored. */
  byte code() {
    return (byte) code;
  }

  /**
   * The one that is stored so.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Notice of(int code) {
    return switch (code) {
      case 0 -> NONE;
      case 1 -> VAGUE;
      case 2 -> CLEAR;
      default -> throw new IllegalArgumentException("no notice " + code);
    };
  }
}
