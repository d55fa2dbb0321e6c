package lantian.desk.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lantian.proto.FindingId;
import org.jspecify.annotations.Nullable;

/**
 * What the gates have to know beyond the case itself (闸门事实). What is not known keeps a gate shut.
 *
 * @param findings by finding of the manifest
 * @param unverifiedLawAllowed setting: whether a legal basis nobody has compared with the printed
 *     text may carry a case
 * @param countyThen county that the vehicle was filed in at the time of the act, null if none
 * @param countyNow county that it is filed in now, null if none
 * @param penalised acts of the subject that other cases have entered for a penalty
 * @param target the case that the data name as the one to merge into, null if there is none
 */
public record GateFacts(
    Map<FindingId, FindingFacts> findings,
    boolean unverifiedLawAllowed,
    @Nullable String countyThen,
    @Nullable String countyNow,
    List<PenalisedAct> penalised,
    @Nullable MergeTarget target) {
  /** Nothing is known. */
  public static final GateFacts NOTHING =
      new GateFacts(Map.of(), false, null, null, List.of(), null);

  /**
   * An act of the subject that another case has entered for a penalty (已处罚行为).
   *
   * @param caseId the other case
   * @param from first second of the act
   * @param to last second of the act
   */
  public record PenalisedAct(String caseId, Instant from, Instant to) {}

  /**
   * The case to merge into (并案目标).
   *
   * @param caseId its id
   * @param subject its subject
   * @param ended true if its main track rests for good
   */
  public record MergeTarget(String caseId, String subject, boolean ended) {}

  /** Copies the collections. */
  public GateFacts {
    findings = Map.copyOf(findings);
    penalised = List.copyOf(penalised);
  }
}
