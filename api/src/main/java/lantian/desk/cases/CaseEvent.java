package lantian.desk.cases;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a case's timeline (案件事件), chained to the one before it.
 *
 * @param seq gapless number in the case, from 0
 * @param at when, to the millisecond
 * @param actor who
 * @param move what: a move or a mark of the table
 * @param from state before it
 * @param to state after it
 * @param reason why
 * @param data what the move asked for
 * @param manifest digest over the case's findings and supplements after it, as hex
 * @param previous hash of the event before it, zeros for the first, as hex
 * @param hash SM3 over the canonical JSON of the case id and all of the above, as hex
 */
public record CaseEvent(
    int seq,
    Instant at,
    CaseActor actor,
    String move,
    @Nullable CaseState from,
    CaseState to,
    String reason,
    SortedMap<String, String> data,
    String manifest,
    String previous,
    String hash) {
  /** What stands before the first event. */
  public static final String NOTHING = "0".repeat(64);

  /** Copies the data and cuts the time to what the store keeps. */
  public CaseEvent {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }

  /** The event with its hash. */
  CaseEvent sealed(String caseId) {
    return new CaseEvent(
        seq, at, actor, move, from, to, reason, data, manifest, previous, hash(caseId));
  }

  /** What {@link #hash} has to be in this case. */
  String hash(String caseId) {
    return CaseJson.digest(CaseJson.of(caseId, this));
  }
}
