package lantian.desk.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as a list shows it (案件摘要). What follows from the whole record is stored beside it, so that
 * a list need not read timelines.
 *
 * @param id opaque id
 * @param version its version
 * @param subject whom it concerns
 * @param kind what kind of breach
 * @param ordinal its number among those of subject and kind
 * @param state where its tracks stand
 * @param act time of the act: the earliest start of a standing finding
 * @param until last second of a finding
 * @param findings rows of the manifest
 * @param verified true if a standing finding is from a proven sender
 * @param score the highest
 * @param flags what a person has to see to
 * @param due end of the earliest running time limit, null if none runs
 * @param opened when it was opened
 * @param changed when it was last written to
 * @param confirmed true once a person has confirmed it
 */
public record CaseRow(
    String id,
    int version,
    String subject,
    String kind,
    int ordinal,
    CaseState state,
    Instant act,
    Instant until,
    int findings,
    boolean verified,
    int score,
    Set<CaseFlag> flags,
    @Nullable Instant due,
    Instant opened,
    Instant changed,
    boolean confirmed) {
  /** Copies the set. */
  public CaseRow {
    EnumSet<CaseFlag> copy = EnumSet.noneOf(CaseFlag.class);
    copy.addAll(flags);
    flags = Collections.unmodifiableSet(copy);
  }

  /** The row of a case. */
  public static CaseRow of(CaseRecord record, CaseTable table) {
    List<CaseFinding> standing = record.standing();
    List<CaseFinding> rows = standing.isEmpty() ? record.findings() : standing;
    return new CaseRow(
        record.id(),
        record.version(),
        record.subject(),
        record.kind(),
        record.ordinal(),
        record.state(),
        rows.stream().map(CaseFinding::start).min(Instant::compareTo).orElseThrow(),
        rows.stream().map(CaseFinding::until).max(Instant::compareTo).orElseThrow(),
        record.findings().size(),
        standing.stream().anyMatch(CaseFinding::verified),
        rows.stream().mapToInt(row -> row.figures().score()).max().orElseThrow(),
        record.flags(),
        record.due(),
        record.events().getFirst().at(),
        record.events().getLast().at(),
        record.events().stream().anyMatch(event -> left(event.to(), table)));
  }

  /** True where no findings are taken any more and the end is still open: behind confirmation. */
  private static boolean left(CaseState state, CaseTable table) {
    return !table.takes(state) && !table.ended(state);
  }

  /** True if a running time limit is over. */
  public boolean overdue(Instant now) {
    return due != null && now.isAfter(due);
  }

  /** Without the personal subject. */
  @Override
  public String toString() {
    return "CaseRow[%s v%d %s #%d %s]".formatted(id, version, kind, ordinal, state);
  }
}
