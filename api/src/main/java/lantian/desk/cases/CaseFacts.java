package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the gates have to know (闸门事实收集): from the register as it stood at the time of the
 * act, from the stored evidence and from the subject's other cases.
 */
public final class CaseFacts {
  /** Where a case has a penalty that stands. Ids of states are stored and do not change. */
  private static final Set<String> PENALISED = Set.of("entered", "notified", "paid");

  private static final String INTO = "into";

  private final CaseBook book;
  private final FindingSource source;
  private final RegisterReadings register;
  private final Sealed sealed;
  private final boolean unverifiedLaw;

  /**
   * Facts from these.
   *
   * @param sealed whether confirmed cases are sealed
   * @param unverifiedLaw whether a legal basis that nobody has verified may carry a case
   */
  public CaseFacts(
      CaseBook book,
      FindingSource source,
      RegisterReadings register,
      Sealed sealed,
      boolean unverifiedLaw) {
    this.book = book;
    this.source = source;
    this.register = register;
    this.sealed = sealed;
    this.unverifiedLaw = unverifiedLaw;
  }

  /**
   * What is known now.
   *
   * @param data what the move is given
   * @param visible a case by its id, as far as whoever asks may see it
   */
  public GateFacts gather(
      CaseRecord record,
      Map<String, String> data,
      Instant now,
      Function<String, Optional<CaseRecord>> visible) {
    Vin vin = new Vin(record.subject());
    var vehicle = register.vehicles(List.of(vin)).getOrDefault(vin, List.of());
    var terminal = register.terminals(List.of(vin)).getOrDefault(vin, List.of());
    CaseRow summary = CaseRow.of(record, book.moving().table());
    FindingFacts.Evidence seal =
        summary.confirmed() ? sealed.of(record) : FindingFacts.Evidence.INTACT;
    // Before a person has confirmed nothing is sealed, and afterwards only what is whole counts.
    Map<String, String> packets =
        summary.confirmed() && seal == FindingFacts.Evidence.INTACT
            ? sealed.packets(record)
            : Map.of();
    Map<FindingId, FindingFacts> findings = new HashMap<>();
    for (CaseFinding row : record.standing()) {
      findings.put(
          row.id(), facts(record, row, new Filed(vehicle, terminal), new Copies(seal, packets)));
    }
    Instant act = summary.act();
    String into = data.get(INTO);
    return new GateFacts(
        findings,
        unverifiedLaw,
        county(vehicle, act),
        county(vehicle, now),
        penalised(record),
        into == null ? null : visible.apply(into).map(this::target).orElse(null));
  }

  /** What is filed of a vehicle and its terminal, at all times. */
  private record Filed(List<Span<VehicleValues>> vehicle, List<Span<TerminalValues>> terminal) {}

  /** What a case's manifests say of its files, and which packets they vouch for. */
  private record Copies(FindingFacts.Evidence seal, Map<String, String> packets) {}

  private FindingFacts facts(CaseRecord record, CaseFinding row, Filed spans, Copies copies) {
    FindingFacts.Evidence evidence =
        copies.seal() == FindingFacts.Evidence.INTACT
            ? source.evidence(row, copies.packets())
            : copies.seal();
    VehicleValues filed = at(spans.vehicle(), row.start());
    boolean ever =
        spans.terminal().stream()
            .anyMatch(span -> !span.superseded() && !span.from().isAfter(row.start()));
    return new FindingFacts(
        filed != null,
        filed != null && filed.plate() != null,
        record.plateAgrees(filed == null ? null : filed.plate()),
        ever,
        at(spans.terminal(), row.start()) != null,
        evidence,
        !row.ruleSet().isBlank() && !row.law().zh().isBlank(),
        evidence == FindingFacts.Evidence.ARCHIVED ? source.archives(row) : Set.of());
  }

  private List<GateFacts.PenalisedAct> penalised(CaseRecord record) {
    List<GateFacts.PenalisedAct> acts = new ArrayList<>();
    for (CaseRecord other : book.of(List.of(record.subject()))) {
      if (!other.id().equals(record.id()) && PENALISED.contains(other.state().penalty())) {
        for (CaseFinding row : other.standing()) {
          acts.add(new GateFacts.PenalisedAct(other.id(), row.start(), row.until()));
        }
      }
    }
    return acts;
  }

  private GateFacts.MergeTarget target(CaseRecord into) {
    return new GateFacts.MergeTarget(
        into.id(), into.subject(), book.moving().table().ended(into.state()));
  }

  private static @Nullable String county(List<Span<VehicleValues>> spans, Instant moment) {
    VehicleValues filed = at(spans, moment);
    return filed == null ? null : filed.county();
  }

  private static <V> @Nullable V at(List<Span<V>> spans, Instant moment) {
    for (Span<V> span : spans) {
      if (span.holdsAt(moment)) {
        return span.values();
      }
    }
    return null;
  }
}
