package lantian.deploy.doctor;

/**
 * Outcome of one check (检查结果).
 *
 * @param check what was looked at, one word
 * @param state good, worth knowing, or wrong
 * @param says one sentence with the figures
 */
public record Verdict(String check, State state, String says) {
  /** How bad it is. */
  public enum State {
    /** As it should be. */
    OK,
    /** Works, and could be better. */
    ADVICE,
    /** Doesn't work, or will not for long. */
    WRONG
  }

  static Verdict ok(String check, String says) {
    return new Verdict(check, State.OK, says);
  }

  static Verdict advice(String check, String says) {
    return new Verdict(check, State.ADVICE, says);
  }

  static Verdict wrong(String check, String says) {
    return new Verdict(check, State.WRONG, says);
  }
}
