package lantian.obd.rule.state;

import java.util.List;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;

/**
 * A state of a vehicle that shows second by second and is judged once it has lasted (征候). See
 * {@link LastingState} for the time it takes.
 *
 * @param <S> its own limits
 */
public interface Symptom<S> {
  /** Stable id, for example {@code OBD-NOX-EQUAL}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** True if it is looked for only while the SCR inlet is at temperature. */
  boolean hot();

  /** Why {@link #look} may not be able to say. */
  List<Cause> causes();

  /** Reads its own limits. */
  S limits(LimitsBlock block);

  /** What an item of a warm, running engine says. */
  Sight look(Reading item, S limits);

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);

  /**
   * A state that is a value above a limit; that is what is measured.
   *
   * @param <S> its own limits
   */
  interface Valued<S> extends Symptom<S> {
    /** Unit of measured value and limit. */
    String unit();

    /** The limit that the value is held against, thousandths. */
    long limit(S limits);
  }
}
