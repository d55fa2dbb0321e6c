package lantian.desk.cases;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the gates have to know of one finding (线索核查事实). All of it is of the time of the act.
 *
 * @param vehicleFiled whether the vehicle was filed
 * @param plateFiled whether its plate with colour was filed
 * @param plateAgrees whether no correction of the plate stands, or it says what was filed
 * @param terminalFiled whether its terminal was filed
 * @param terminalInPeriod whether that was within the period of the filing or certificate
 * @param evidence whether the stored packets are still those that were received
 * @param lawInForce whether the rule set that was in force has a legal basis for the kind
 * @param archives months, as 2025-10, whose archives hold packets that the log no longer has
 */
public record FindingFacts(
    boolean vehicleFiled,
    boolean plateFiled,
    boolean plateAgrees,
    boolean terminalFiled,
    boolean terminalInPeriod,
    Evidence evidence,
    boolean lawInForce,
    Set<String> archives) {
  /** Copies the set. */
  public FindingFacts {
    archives = java.util.Collections.unmodifiableSet(new TreeSet<>(archives));
  }

  /** Nothing of it is archived. */
  public FindingFacts(
      boolean vehicleFiled,
      boolean plateFiled,
      boolean plateAgrees,
      boolean terminalFiled,
      boolean terminalInPeriod,
      Evidence evidence,
      boolean lawInForce) {
    this(
        vehicleFiled,
        plateFiled,
        plateAgrees,
        terminalFiled,
        terminalInPeriod,
        evidence,
        lawInForce,
        Set.of());
  }

  /** State of stored evidence (证据状态). */
  public enum Evidence {
    /** Digests agree. */
    INTACT,
    /** Something is there, but it is not what was received. */
    ALTERED,
    /** Something is missing. */
    MISSING,
    /** The log was archived before a person decided; only the archive can tell. */
    ARCHIVED,
    /** It could not be looked at. */
    UNKNOWN
  }
}
