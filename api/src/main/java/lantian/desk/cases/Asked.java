package lantian.desk.cases;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A move that somebody asks for (办理请求).
 *
 * @param move id of the move
 * @param actor who
 * @param at when
 * @param reason why; blank if none was given
 * @param data what the move asks for, by field
 * @param facts what the gates have to know
 */
public record Asked(
    String move,
    CaseActor actor,
    Instant at,
    String reason,
    SortedMap<String, String> data,
    GateFacts facts) {
  /** Copies the data and cuts the time to what the store keeps. */
  public Asked {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }

  /** The same with data in any order. */
  public static Asked of(
      String move,
      CaseActor actor,
      Instant at,
      String reason,
      Map<String, String> data,
      GateFacts facts) {
    return new Asked(move, actor, at, reason, new TreeMap<>(data), facts);
  }
}
