package lantian.obd.rule;

import lantian.obd.packet.Signal;

/** A reading that must move when something else does (应随工况变化的量). See {@link FrozenReading}. */
interface Watched {
  /** Stable id, for example {@code OBD-NOX-FROZEN}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** The reading. */
  Signal signal();

  /** Why it may not be there. */
  Cause lacking();

  /** Why its greatest valid raw word says nothing; may be the same. */
  Cause saturated();

  /** True if it is watched only while the SCR inlet is at temperature. */
  boolean hot();

  /**
   * True if it may stand still while the engine is warm and must not do so across rests in which
   * the engine grows cold.
   */
  boolean acrossRests();

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);
}
