package lantian.desk.route;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.Figures;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.FindingSource;
import lantian.desk.cases.FindingState;
import lantian.desk.cases.LegalBasis;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * Findings of the OBD room as the case book takes them (OBD 线索来源).
 *
 * @param obd the room
 */
public record ObdFindings(ObdSource obd) implements FindingSource {
  @Override
  public Page changedAfter(Instant after, @Nullable String cursor, int limit) {
    FindingFilter filter = new FindingFilter(null, null, null, null, null, null, after);
    lantian.obd.read.Page<Found> page = obd.findings(filter, cursor, limit);
    return new Page(page.rows().stream().map(ObdFindings::finding).toList(), page.next());
  }

  /**
   * Compares the copies that were kept with the finding with the log, which is chained; where the
   * log was archived, with what was sealed while it was there. A copy that has nothing beside it
   * proves nothing.
   */
  @Override
  public FindingFacts.Evidence evidence(CaseFinding finding, Map<String, String> sealed) {
    Optional<Evidence> stored = obd.evidence(finding.id());
    if (stored.isEmpty() || finding.packets().isEmpty()) {
      return FindingFacts.Evidence.MISSING;
    }
    Map<String, String> copies = new HashMap<>();
    stored.get().packets().forEach(packet -> copies.put(packet.position(), packet.hex()));
    Map<String, String> logged = obd.logged(finding.packets());
    Set<String> archived = archived(finding, logged).keySet();
    FindingFacts.Evidence worst = FindingFacts.Evidence.INTACT;
    for (String position : finding.packets()) {
      String copy = copies.get(position);
      String received = logged.get(position);
      if (copy == null) {
        return FindingFacts.Evidence.MISSING;
      }
      FindingFacts.Evidence one =
          received == null
              ? withoutLog(copy, sealed.get(position), archived.contains(position))
              : received.equals(copy)
                  ? FindingFacts.Evidence.INTACT
                  : FindingFacts.Evidence.ALTERED;
      if (one == FindingFacts.Evidence.ALTERED) {
        return one;
      }
      worst = one.compareTo(worst) > 0 ? one : worst;
    }
    return worst;
  }

  private static FindingFacts.Evidence withoutLog(
      String copy, @Nullable String sealed, boolean archived) {
    if (!archived) {
      return FindingFacts.Evidence.UNKNOWN; // Gone without a tombstone: nobody may say it is fine.
    }
    if (sealed == null) {
      return FindingFacts.Evidence.ARCHIVED;
    }
    HexFormat hex = HexFormat.of();
    return hex.formatHex(Sm3.of(hex.parseHex(copy))).equals(sealed)
        ? FindingFacts.Evidence.INTACT
        : FindingFacts.Evidence.ALTERED;
  }

  @Override
  public Set<String> archives(CaseFinding finding) {
    return Set.copyOf(archived(finding, obd.logged(finding.packets())).values());
  }

  private Map<String, String> archived(CaseFinding finding, Map<String, String> logged) {
    List<String> gone =
        finding.packets().stream().filter(position -> !logged.containsKey(position)).toList();
    return gone.isEmpty() ? Map.of() : obd.archived(gone);
  }

  private static CaseFinding finding(Found found) {
    return new CaseFinding(
        found.id(),
        found.revision(),
        found.changed(),
        FindingState.valueOf(found.state().name()),
        found.replaces(),
        found.vin().text(),
        found.rule(),
        found.verified(),
        found.origin(),
        found.ruleSet(),
        found.start(),
        found.end(),
        new Figures(
            found.measured(),
            found.peak(),
            found.peakAt(),
            found.limit(),
            found.unit(),
            found.score()),
        new CaseFinding.Reason(found.reasonZh(), found.reasonEn()),
        new LegalBasis(found.lawZh(), found.lawEn(), found.lawVerified()),
        found.packets());
  }
}
