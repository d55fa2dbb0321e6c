package lantian.obd.rule.terminal;

import java.util.List;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;

/**
 * A measure of the way driven that must agree with the speed (里程量). See {@link Disagreement}.
 *
 * @param <L> its own limits
 */
public interface Gauge<L> {
  /** Stable id, for example {@code OBD-ODOMETER-UNLIKE-SPEED}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** Why an item may not be assessable. */
  List<Cause> causes();

  /** Reads its own limits. */
  L limits(LimitsBlock block);

  /** The way with one more stream item. */
  Way next(Way was, Reading item, int gapSeconds, L limits, Findings out);

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);
}
