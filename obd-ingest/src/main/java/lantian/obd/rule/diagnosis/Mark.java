package lantian.obd.rule.diagnosis;

import lantian.obd.packet.ObdBlock;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;

/** A mark of the controller's software that should not change (标定标识). See {@link ChangedMark}. */
interface Mark {
  /** Stable id, for example {@code OBD-CALID-CHANGED}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** Digest of the mark, {@link ObdBlock#UNKNOWN} if the block does not say. */
  long value(ObdBlock block);

  /** Digest of what has to stay for the change to matter, any constant if nothing has. */
  long beside(ObdBlock block);

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);
}
