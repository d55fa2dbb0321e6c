package lantian.obd.rule.state;

import lantian.obd.rule.Cause;

/** What one item says of a state that has to last (观测): it shows it, refutes it, or can't say. */
public sealed interface Sight {
  /** The rule does not look in such operation: nothing is said. */
  Sight APART = new Apart();

  /** The state is not there. */
  Sight REFUTED = new Refuted();

  /** The state is not there or can't be there. */
  record Refuted() implements Sight {}

  /** Outside what the rule looks at. */
  record Apart() implements Sight {}

  /**
   * The state is there.
   *
   * @param milli the quantity that is compared, thousandths, at least 0; any number where time is
   */
  record Shown(long milli) implements Sight {}

  /**
   * Nobody can say, although the rule would look.
   *
   * @param cause why
   */
  record Unknown(Cause cause) implements Sight {}

  /** The state is there, and only its time is measured. */
  Sight THERE = new Shown(0);

  /** Nobody can say. */
  static Sight unknown(Cause cause) {
    return new Unknown(cause);
  }
}
