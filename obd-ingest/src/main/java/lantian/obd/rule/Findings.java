package lantian.obd.rule;

import lantian.proto.Vin;

/** Where a rule's step puts its answers. One of the last two at most is called per item. */
public interface Findings {
  /** Id of the rule set in force at the item's second. */
  String ruleSet();

  /** The vehicle, as the header of its packets claims it. */
  Vin subject();

  /**
   * A breach is told for the first time. The episode is frozen: until it is closed, this is what an
   * open finding says, however long it goes on.
   */
  void open(Episode episode);

  /** A breach that was told has ended; the episode carries its final figures. */
  void close(Episode episode);

  /** The item could be judged, whatever came of it. */
  void assessed();

  /** The item should have been judged and could not be (无法判定). */
  void notAssessable(Cause cause);
}
