package lantian.obd.rule.state;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;

/**
 * A reading that must move when something else does (应随工况变化的量). See {@link FrozenReading}.
 *
 * @param id stable id, for example {@code OBD-NOX-FROZEN}
 * @param signal the reading
 * @param lacking why it may not be there
 * @param saturated why its greatest valid raw word says nothing; may be the same
 * @param hot true if it is watched only while the SCR is at temperature
 * @param acrossRests true if it may stand still while the engine is warm and must not do so across
 *     rests in which the engine grows cold
 * @param portrait what a person reads about the rule
 * @param phrase what was seen, with three places: where it stands, minutes, and their limit
 */
public record Watched(
    String id,
    Signal signal,
    Cause lacking,
    Cause saturated,
    boolean hot,
    boolean acrossRests,
    Rule.Portrait portrait,
    Wording phrase) {}
