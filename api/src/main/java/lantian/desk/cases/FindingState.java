package lantian.desk.cases;

/** State of a finding as the case book sees it (线索状态). Names are stored. */
public enum FindingState {
  /** The breach goes on. */
  OPEN,
  /** The breach is over. */
  CLOSED,
  /** It no longer follows from what is stored. */
  WITHDRAWN
}
