package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lantian.proto.FindingId;
import org.jspecify.annotations.Nullable;

/**
 * Puts findings into cases (线索归并). Pure apart from the ids it is given.
 *
 * <p>All findings of a subject and kind that no person has decided on are in one case, whatever
 * order they came in and however often: a newer revision takes the place of the older one, the case
 * is withdrawn while none of them stands and comes back when one does. If a first review stood, it
 * lapses, for it was of other rows. From confirmation on the manifest is fixed: what comes later
 * about its findings, or in their place, is a supplement, and a refutation is for a person to
 * decide.
 */
public final class Grouping {
  /** Most rows of a manifest; the next finding opens another case. */
  public static final int MOST_FINDINGS = 1000;

  private static final Comparator<CaseFinding> BY_START =
      Comparator.comparing(CaseFinding::start).thenComparing(row -> row.id().text());

  private final Moving moving;
  private final Supplier<String> ids;

  /** Groups with these moves; new cases take their ids from the supplier. */
  public Grouping(Moving moving, Supplier<String> ids) {
    this.moving = moving;
    this.ids = ids;
  }

  /**
   * Takes one revision of a finding.
   *
   * @param cases all cases of its subject and kind, by ordinal
   * @param finding the revision
   * @param now when
   * @return the case to write, one version on; empty if the revision changes nothing
   */
  public Optional<CaseRecord> take(List<CaseRecord> cases, CaseFinding finding, Instant now) {
    for (CaseRecord known : cases) {
      Optional<CaseFinding> newest = known.newest(finding.id());
      if (newest.isPresent()) {
        return newest.get().revision() >= finding.revision()
            ? Optional.empty()
            : Optional.of(further(known, finding, now));
      }
    }
    CaseRecord sameAct = sameAct(cases, finding.replaces());
    if (sameAct != null) {
      return Optional.of(supplemented(sameAct, finding, now));
    }
    CaseRecord last = cases.isEmpty() ? null : cases.getLast();
    return Optional.of(
        last != null && takes(last) && last.findings().size() < MOST_FINDINGS
            ? settled(last, finding, now)
            : opened(last, finding, now));
  }

  /** The case that a person has decided on and that holds the finding whose place this one took. */
  private @Nullable CaseRecord sameAct(List<CaseRecord> cases, @Nullable FindingId replaced) {
    if (replaced == null) {
      return null;
    }
    return cases.stream()
        .filter(old -> old.newest(replaced).isPresent() && stillMatters(old))
        .findFirst()
        .orElse(null);
  }

  private CaseRecord further(CaseRecord known, CaseFinding finding, Instant now) {
    return takes(known) ? settled(known, finding, now) : supplemented(known, finding, now);
  }

  private CaseRecord opened(@Nullable CaseRecord last, CaseFinding finding, Instant now) {
    CaseRecord empty =
        new CaseRecord(
            ids.get(),
            0,
            finding.subject(),
            finding.kind(),
            last == null ? 1 : last.ordinal() + 1,
            last == null ? null : last.id(),
            moving.table().initial(),
            List.of(finding),
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    List<Clock> clocks =
        moving.table().opening().stream().map(id -> moving.clocks().start(id, empty, now)).toList();
    CaseRecord opened = moving.mark(empty.clocks(clocks), "opened", "线索成案", about(finding), now);
    return settled(opened, finding, now).version(1);
  }

  /** A case that takes findings, with this row in its place. */
  private CaseRecord settled(CaseRecord record, CaseFinding finding, Instant now) {
    List<CaseFinding> rows = new ArrayList<>(record.findings());
    rows.removeIf(row -> row.id().equals(finding.id()));
    rows.add(finding);
    rows.sort(BY_START);
    CaseRecord next = record.rows(rows, record.supplements(), record.flags());
    next = moving.byItself(next, "lapse", "线索有变化，初审失效", now);
    next =
        next.standing().isEmpty()
            ? moving.byItself(next, "withdraw", "全部线索已撤回", now)
            : moving.byItself(next, "revive", "又有有效线索", now);
    return next.clocks(counted(next, now)).version(record.version() + 1);
  }

  /** Clocks that count from the findings follow them while the manifest is open. */
  private List<Clock> counted(CaseRecord record, Instant now) {
    return record.clocks().stream().map(c -> moving.clocks().follow(c, record, now)).toList();
  }

  /** A case whose manifest is fixed, with a row behind it. */
  private CaseRecord supplemented(CaseRecord record, CaseFinding finding, Instant now) {
    List<CaseFinding> later = new ArrayList<>(record.supplements());
    later.add(finding);
    boolean refuted = !finding.live() && stillMatters(record);
    Set<CaseFlag> flags = EnumSet.noneOf(CaseFlag.class);
    flags.addAll(record.flags());
    if (refuted) {
      flags.add(CaseFlag.CONTRADICTED);
    }
    CaseRecord next = record.rows(record.findings(), later, flags);
    return refuted
        ? moving.mark(next, "contradicted", "线索已被推翻", about(finding), now)
        : moving.mark(next, "supplemented", "线索有新版本", about(finding), now);
  }

  private boolean takes(CaseRecord record) {
    return moving.table().takes(record.state());
  }

  private boolean stillMatters(CaseRecord record) {
    return moving.table().decidesOn(CaseFlag.CONTRADICTED, record.state());
  }

  private static Map<String, String> about(CaseFinding finding) {
    return Map.of("finding", finding.id().text(), "revision", Integer.toString(finding.revision()));
  }
}
