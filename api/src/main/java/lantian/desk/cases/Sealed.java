package lantian.desk.cases;

/**
 * Whether what persons decided on is sealed and whole (存证核查), asked from confirmation on. Calls
 * block.
 */
@FunctionalInterface
public interface Sealed {
  /**
   * How the seal of a confirmed case stands; {@link FindingFacts.Evidence#UNKNOWN} while it is not
   * made yet.
   */
  FindingFacts.Evidence of(CaseRecord record);
}
