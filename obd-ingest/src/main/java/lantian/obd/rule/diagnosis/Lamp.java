package lantian.obd.rule.diagnosis;

import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;

/** A state of the malfunction lamp that must not last (故障灯状态). See {@link LastingLamp}. */
interface Lamp {
  /** The block says that it is not so. */
  int NOT = 0;

  /** The block says that it is so. */
  int SHOWN = 1;

  /** The block does not say. */
  int UNKNOWN = 2;

  /** Stable id, for example {@code OBD-MIL-LASTING}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** {@link #NOT}, {@link #SHOWN} or {@link #UNKNOWN}, of an OBD block. */
  int says(Reading block);

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);
}
