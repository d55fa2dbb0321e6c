package lantian.desk.cases;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are meant (案件筛选); a null means that the question is not asked.
 *
 * @param subject of this subject
 * @param kind of this kind
 * @param county filed in this county at the time of the act
 * @param within filed in this county, too: the one that whoever asks is limited to
 * @param states standing there, by track
 * @param overdue true: a running time limit is over; false: none is
 * @param now the moment for {@code overdue}
 * @param from whose act was at this moment or later
 * @param to whose act was before this moment
 * @param among of one of these subjects; null: the question is not asked
 * @param confirmed true: only those that a person has confirmed at some time
 * @param repairs standing in one of these on the repair track; empty: the question is not asked
 */
public record CaseFilter(
    @Nullable String subject,
    @Nullable String kind,
    @Nullable String county,
    @Nullable String within,
    Map<Track, String> states,
    @Nullable Boolean overdue,
    Instant now,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Set<String> among,
    boolean confirmed,
    Set<String> repairs) {
  /** Copies map and sets. */
  public CaseFilter {
    states = Map.copyOf(states);
    among = among == null ? null : Set.copyOf(among);
    repairs = Set.copyOf(repairs);
  }

  /** The same for one subject; null for all. */
  public CaseFilter of(@Nullable String one) {
    return new CaseFilter(
        one, kind, county, within, states, overdue, now, from, to, among, confirmed, repairs);
  }

  /** Without the personal subject. */
  @Override
  public String toString() {
    return "CaseFilter[" + kind + " " + states + "]";
  }
}
