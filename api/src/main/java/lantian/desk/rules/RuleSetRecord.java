package lantian.desk.rules;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rule set that somebody proposed (提交的规则集).
 *
 * @param id id, never used again
 * @param room name of the room it is for
 * @param from first city day on which it applies
 * @param body JSON as it was proposed
 * @param digest SM3 of {@code body}, hex
 * @param state what became of it
 * @param proposed who proposed it
 * @param activated who activated it, null if nobody did
 * @param ended who rejected or withdrew it, null if nobody did
 */
public record RuleSetRecord(
    String id,
    String room,
    LocalDate from,
    byte[] body,
    String digest,
    RuleSetState state,
    Act proposed,
    @Nullable Act activated,
    @Nullable Act ended) {
  /**
   * What somebody did with it.
   *
   * @param by sign-in name
   * @param at when
   * @param why reason in his words
   */
  public record Act(String by, Instant at, String why) {}
}
