package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lantian.proto.FindingId;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * Everything the desk knows of a case (案件).
 *
 * @param id opaque id
 * @param version grows with every write, from 1
 * @param subject whom it concerns (a VIN for vehicles)
 * @param kind what kind of breach
 * @param ordinal number of the case among those of its subject and kind, from 1
 * @param previous id of the case with the ordinal before, null for the first
 * @param state where its tracks stand
 * @param findings the manifest: what a person decides on, one row a finding, by (start, id)
 * @param supplements revisions that came after the manifest was fixed, in order of arrival
 * @param flags what a person has to see to
 * @param clocks its time limits, also the stopped ones, in order of starting
 * @param reviewers ids of those whose review stands
 * @param corrections plates that reviewers have corrected, in order
 * @param events its timeline
 */
public record CaseRecord(
    String id,
    int version,
    String subject,
    String kind,
    int ordinal,
    @Nullable String previous,
    CaseState state,
    List<CaseFinding> findings,
    List<CaseFinding> supplements,
    Set<CaseFlag> flags,
    List<Clock> clocks,
    List<String> reviewers,
    List<PlateCorrection> corrections,
    List<CaseEvent> events) {
  /** Copies the lists. */
  public CaseRecord {
    findings = List.copyOf(findings);
    supplements = List.copyOf(supplements);
    EnumSet<CaseFlag> copy = EnumSet.noneOf(CaseFlag.class);
    copy.addAll(flags);
    flags = Collections.unmodifiableSet(copy);
    clocks = List.copyOf(clocks);
    reviewers = List.copyOf(reviewers);
    corrections = List.copyOf(corrections);
    events = List.copyOf(events);
  }

  /** The newest known revision of a finding of this case. */
  public Optional<CaseFinding> newest(FindingId finding) {
    return Stream.concat(findings.stream(), supplements.stream())
        .filter(row -> row.id().equals(finding))
        .reduce((a, b) -> b.revision() > a.revision() ? b : a);
  }

  /** The rows of the manifest that no later revision has withdrawn. */
  public List<CaseFinding> standing() {
    Map<FindingId, CaseFinding> later = new HashMap<>();
    for (CaseFinding row : supplements) {
      later.merge(row.id(), row, (a, b) -> b.revision() > a.revision() ? b : a);
    }
    return findings.stream().filter(row -> later.getOrDefault(row.id(), row).live()).toList();
  }

  /** The correction of its plate that stands, null if none does. */
  public @Nullable PlateCorrection correction() {
    PlateCorrection last = corrections.isEmpty() ? null : corrections.getLast();
    return last == null || last.takenBack() != null ? null : last;
  }

  /** True if no correction of its plate stands, or it says what is filed. */
  public boolean plateAgrees(@Nullable Plate filed) {
    PlateCorrection standing = correction();
    return standing == null || standing.corrected().equals(filed);
  }

  /** When the earliest running time limit is over, null if none runs. */
  public @Nullable Instant due() {
    return clocks.stream()
        .filter(Clock::running)
        .map(Clock::due)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** True if a running time limit is over. */
  public boolean overdue(Instant now) {
    return clocks.stream().anyMatch(clock -> clock.overdue(now));
  }

  /** The running clock of this id. */
  public Optional<Clock> running(String clock) {
    return clocks.stream().filter(c -> c.id().equals(clock) && c.running()).findFirst();
  }

  CaseRecord moved(CaseState to, Set<CaseFlag> raised, List<Clock> ticking, List<String> by) {
    return new CaseRecord(
        id,
        version,
        subject,
        kind,
        ordinal,
        previous,
        to,
        findings,
        supplements,
        raised,
        ticking,
        by,
        corrections,
        events);
  }

  CaseRecord rows(List<CaseFinding> manifest, List<CaseFinding> later, Set<CaseFlag> raised) {
    return new CaseRecord(
        id,
        version,
        subject,
        kind,
        ordinal,
        previous,
        state,
        manifest,
        later,
        raised,
        clocks,
        reviewers,
        corrections,
        events);
  }

  CaseRecord corrections(List<PlateCorrection> plates) {
    return new CaseRecord(
        id,
        version,
        subject,
        kind,
        ordinal,
        previous,
        state,
        findings,
        supplements,
        flags,
        clocks,
        reviewers,
        plates,
        events);
  }

  CaseRecord clocks(List<Clock> ticking) {
    return moved(state, flags, ticking, reviewers);
  }

  CaseRecord with(CaseEvent event) {
    List<CaseEvent> longer = new ArrayList<>(events);
    longer.add(event);
    return new CaseRecord(
        id,
        version,
        subject,
        kind,
        ordinal,
        previous,
        state,
        findings,
        supplements,
        flags,
        clocks,
        reviewers,
        corrections,
        longer);
  }

  CaseRecord version(int next) {
    return new CaseRecord(
        id,
        next,
        subject,
        kind,
        ordinal,
        previous,
        state,
        findings,
        supplements,
        flags,
        clocks,
        reviewers,
        corrections,
        events);
  }

  /** Without the personal subject. */
  @Override
  public String toString() {
    return "CaseRecord[%s v%d %s #%d %s]".formatted(id, version, kind, ordinal, state);
  }
}
