package lantian.obd.rule.terminal;

/** What one item completes or refutes of an {@link Incident} (事件). */
public sealed interface Occurrence {
  /** What was counted and not told yet can't be believed: nothing is left of it. */
  Occurrence UNDONE = new Undone();

  /** Speaks against all that was counted. */
  record Undone() implements Occurrence {}

  /**
   * It happened once more.
   *
   * @param from second at which it began
   * @param until second at which it was complete
   * @param milli how much, thousandths
   * @param verified true if every item it rests on is verified
   */
  record Happened(long from, long until, long milli, boolean verified) implements Occurrence {}
}
