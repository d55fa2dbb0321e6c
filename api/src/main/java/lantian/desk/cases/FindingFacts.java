package lantian.desk.cases;

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
 */
public record FindingFacts(
    boolean vehicleFiled,
    boolean plateFiled,
    boolean plateAgrees,
    boolean terminalFiled,
    boolean terminalInPeriod,
    Evidence evidence,
    boolean lawInForce) {
  /** State of stored evidence (证据状态). */
  public enum Evidence {
    /** Digests agree. */
    INTACT,
    /** Something is there, but it is not what was received. */
    ALTERED,
    /** Something is missing. */
    MISSING,
    /** It could not be looked at. */
    UNKNOWN
  }
}
