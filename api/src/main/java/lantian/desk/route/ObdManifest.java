package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.obd.read.Evidence;
import lantian.obd.read.EvidencePacket;
import lantian.obd.read.Found;
import lantian.proto.FindingId;
import lantian.proto.Vin;

/**
 * Gathers what a case about OBD findings rests on (证据清单采集): the findings as they stand, their
 * packets with both digests, and the register entries that held while it happened.
 */
public final class ObdManifest {
  private static final String KIND = "obd";
  private static final String SUBJECT = "vehicle";

  private final ObdSource obd;
  private final RegisterReadings registers;
  private final String software;

  /**
   * @param software version of this program
   */
  public ObdManifest(ObdSource obd, RegisterReadings registers, String software) {
    this.obd = obd;
    this.registers = registers;
    this.software = software;
  }

  /**
   * The content of a manifest; empty if one of the findings is not there.
   *
   * @param findings ids of the case's findings
   * @param files files that belong to the case
   */
  public Optional<ManifestContent> gather(
      Collection<FindingId> findings, List<ManifestContent.FileLine> files) {
    List<FindingLine> lines = new ArrayList<>();
    Set<RegisterLine> used = new LinkedHashSet<>();
    for (FindingId id : findings) {
      Optional<Evidence> evidence = obd.evidence(id);
      if (evidence.isEmpty()) {
        return Optional.empty();
      }
      lines.add(line(evidence.get()));
      used.addAll(used(evidence.get().finding()));
    }
    return Optional.of(new ManifestContent(SUBJECT, lines, List.copyOf(used), files, software));
  }

  private static FindingLine line(Evidence evidence) {
    Found found = evidence.finding();
    return new FindingLine(
        KIND,
        found.id().text(),
        found.revision(),
        found.rule(),
        found.ruleSet(),
        figures(found),
        evidence.packets().stream().map(ObdManifest::packet).toList(),
        evidence.packetCount());
  }

  private static PacketLine packet(EvidencePacket packet) {
    return PacketLine.of(
        packet.position(),
        Moments.text(packet.received()),
        packet.sender().name(),
        packet.hex(),
        packet.decoded());
  }

  private static Map<String, String> figures(Found found) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("subject", found.vin().text());
    figures.put("state", found.state().name());
    figures.put("start", Moments.text(found.start()));
    if (found.end() != null) {
      figures.put("end", Moments.text(found.end()));
    }
    figures.put("peakAt", Moments.text(found.peakAt()));
    figures.put("measured", found.measured() + " " + found.unit());
    figures.put("peak", found.peak() + " " + found.unit());
    figures.put("limit", found.limit() + " " + found.unit());
    figures.put("verified", Boolean.toString(found.verified()));
    figures.put("origin", found.origin().name());
    figures.put("law", found.lawZh());
    figures.put("lawVerified", Boolean.toString(found.lawVerified()));
    figures.put("reason", found.reasonZh());
    return figures;
  }

  /** Entries that held at some moment from the first second of the breach to the last. */
  private List<RegisterLine> used(Found found) {
    Set<Vin> one = Set.of(found.vin());
    List<RegisterLine> lines = new ArrayList<>();
    registers
        .vehicles(one)
        .getOrDefault(found.vin(), List.of())
        .forEach(span -> add(lines, "vehicles", span, found));
    registers
        .terminals(one)
        .getOrDefault(found.vin(), List.of())
        .forEach(span -> add(lines, "terminals", span, found));
    return lines;
  }

  private static void add(List<RegisterLine> lines, String register, Span<?> span, Found found) {
    Instant to = span.to();
    boolean held =
        !span.superseded()
            && !span.from().isAfter(found.last())
            && (to == null || to.isAfter(found.start()));
    if (held) {
      lines.add(
          new RegisterLine(register, span.id(), Moments.text(span.from()), Moments.textOrNull(to)));
    }
  }
}
