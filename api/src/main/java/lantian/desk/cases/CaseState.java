package lantian.desk.cases;

/**
 * Where a case stands: a state id of the table for each track (案件状态).
 *
 * @param main the case itself
 * @param penalty 处罚
 * @param repair 维修
 * @param appeal 申诉
 */
public record CaseState(String main, String penalty, String repair, String appeal) {
  /** The state id of one track. */
  public String of(Track track) {
    return switch (track) {
      case MAIN -> main;
      case PENALTY -> penalty;
      case REPAIR -> repair;
      case APPEAL -> appeal;
    };
  }

  /** The same with another state of one track. */
  public CaseState with(Track track, String id) {
    return switch (track) {
      case MAIN -> new CaseState(id, penalty, repair, appeal);
      case PENALTY -> new CaseState(main, id, repair, appeal);
      case REPAIR -> new CaseState(main, penalty, id, appeal);
      case APPEAL -> new CaseState(main, penalty, repair, id);
    };
  }
}
