package lantian.obd.rule.state;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A reading that must follow what the engine does (应跟随工况的量). See {@link UnrelatedReading}.
 *
 * @param id stable id, for example {@code OBD-NOX-DOWNSTREAM-UNRELATED}
 * @param signal the reading
 * @param lacking why it may not be there
 * @param saturated why its greatest valid raw word says nothing; may be the same
 * @param second what it may follow besides the fuel rate, null if that is all
 * @param hot a temperature that must be high besides the SCR inlet, null if there is none: whoever
 *     fakes the inlet would else have a cold catalyst judged as a hot one
 * @param portrait what a person reads about the rule
 * @param phrase what was seen, with three places: minutes, their limit, and the greatest share of
 *     its movement that was explained
 */
public record Followed(
    String id,
    Signal signal,
    Cause lacking,
    Cause saturated,
    @Nullable Driver second,
    @Nullable Signal hot,
    Rule.Portrait portrait,
    Wording phrase) {

  /** Another quantity and why it may not be there. */
  public record Driver(Signal signal, Cause lacking) {}
}
