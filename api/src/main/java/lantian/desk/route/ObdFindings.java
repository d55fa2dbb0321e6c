package lantian.desk.route;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.Figures;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.FindingSource;
import lantian.desk.cases.FindingState;
import lantian.desk.cases.LegalBasis;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
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

  /** Compares the copies that were kept with the finding with the log, which is chained. */
  @Override
  public FindingFacts.Evidence evidence(CaseFinding finding) {
    Optional<Evidence> stored = obd.evidence(finding.id());
    if (stored.isEmpty() || finding.packets().isEmpty()) {
      return FindingFacts.Evidence.MISSING;
    }
    Map<String, String> copies = new HashMap<>();
    stored.get().packets().forEach(packet -> copies.put(packet.position(), packet.hex()));
    return compared(finding.packets(), copies, obd.logged(finding.packets()));
  }

  private static FindingFacts.Evidence compared(
      List<String> positions, Map<String, String> copies, Map<String, String> logged) {
    FindingFacts.Evidence worst = FindingFacts.Evidence.INTACT;
    for (String position : positions) {
      String copy = copies.get(position);
      String received = logged.get(position);
      if (copy == null) {
        return FindingFacts.Evidence.MISSING;
      }
      if (received == null) {
        worst = FindingFacts.Evidence.UNKNOWN; // The log of that month has been archived.
      } else if (!received.equals(copy)) {
        return FindingFacts.Evidence.ALTERED;
      }
    }
    return worst;
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
