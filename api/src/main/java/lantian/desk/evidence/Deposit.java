package lantian.desk.evidence;

/** What became of a file that somebody wanted to leave in the evidence store (入库结果). */
public sealed interface Deposit {
  /** It is stored and will outlive a crash. */
  record Kept(EvidenceFile file) implements Deposit {}

  /**
   * It was not taken, and nothing of it stays.
   *
   * @param reason why
   * @param limit greatest size of a file of the declared type, in bytes
   */
  record Refused(Reason reason, long limit) implements Deposit {}

  /** Why a file is not taken. */
  enum Reason {
    /** It has no bytes. */
    EMPTY,
    /** It is larger than a file of its type may be. */
    TOO_LARGE,
    /** Its first bytes are not those of the declared type. */
    OTHER_TYPE
  }
}
