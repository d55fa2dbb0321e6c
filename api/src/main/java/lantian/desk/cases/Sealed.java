package lantian.desk.cases;

import java.util.Map;

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

  /**
   * Digests of the packets that were sealed with a case when persons decided on it: SM3 as hex by
   * position in the log, each as it was sealed first. Worth something only while {@link #of} is
   * intact; empty if nothing is sealed.
   */
  default Map<String, String> packets(CaseRecord record) {
    return Map.of();
  }
}
