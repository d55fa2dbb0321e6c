package lantian.desk.rules;

/** What became of a rule set (规则集状态). Names are stored and must not change. */
public enum RuleSetState {
  /** Waits for another person. */
  PROPOSED,
  /** Applies from its day on, until a later one does. */
  ACTIVE,
  /** Never applies. */
  REJECTED,
  /** Was active and was taken back before its day. */
  WITHDRAWN
}
