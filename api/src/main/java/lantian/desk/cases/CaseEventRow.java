package lantian.desk.cases;

import org.jspecify.annotations.Nullable;

/**
 * An event of a case as a publisher gets it (案件事件). Case id and sequence number stay the same
 * however often it is handed out, so that whoever got it twice can tell.
 *
 * @param caseId the case
 * @param event the event; its {@code seq} is gapless within the case
 * @param row the case as it is now, which may be behind later events
 * @param county filed for the vehicle at the time of the act, null if none is
 */
public record CaseEventRow(String caseId, CaseEvent event, CaseRow row, @Nullable String county) {
  /** Number of the event within the case, from 0. */
  public int seq() {
    return event.seq();
  }

  /** Without what it carries. */
  @Override
  public String toString() {
    return "CaseEventRow[%s %d %s]".formatted(caseId, event.seq(), event.move());
  }
}
