package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lantian.desk.cases.CaseFinding;
import lantian.desk.dossier.Gathering;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.obd.read.Evidence;
import lantian.obd.read.EvidencePacket;
import lantian.proto.Vin;

/**
 * Gathers what a case about OBD findings rests on (证据清单采集): the packets of each finding with both
 * digests, and the register entries that held while it happened.
 */
public final class ObdManifest implements Gathering {
  private static final String RULES = "OBD-";

  private final ObdSource obd;
  private final RegisterReadings registers;

  /** Gathers from these. */
  public ObdManifest(ObdSource obd, RegisterReadings registers) {
    this.obd = obd;
    this.registers = registers;
  }

  @Override
  public String room() {
    return "obd";
  }

  @Override
  public String subjectKind() {
    return "vehicle";
  }

  @Override
  public boolean tells(String kind) {
    return kind.startsWith(RULES);
  }

  @Override
  public Gathered gather(CaseFinding finding) {
    List<PacketLine> packets =
        obd.evidence(finding.id()).map(Evidence::packets).orElse(List.of()).stream()
            .filter(packet -> finding.packets().contains(packet.position()))
            .map(ObdManifest::packet)
            .toList();
    return new Gathered(packets, used(finding));
  }

  private static PacketLine packet(EvidencePacket packet) {
    return PacketLine.of(
        packet.position(),
        Moments.text(packet.received()),
        packet.sender().name(),
        packet.hex(),
        packet.decoded());
  }

  /** Entries that held at some moment from the first second of the breach to the last. */
  private List<RegisterLine> used(CaseFinding found) {
    Vin vin = new Vin(found.subject());
    Set<Vin> one = Set.of(vin);
    List<RegisterLine> lines = new ArrayList<>();
    registers
        .vehicles(one)
        .getOrDefault(vin, List.of())
        .forEach(span -> add(lines, "vehicles", span, found));
    registers
        .terminals(one)
        .getOrDefault(vin, List.of())
        .forEach(span -> add(lines, "terminals", span, found));
    return lines;
  }

  private static void add(
      List<RegisterLine> lines, String register, Span<?> span, CaseFinding found) {
    Instant to = span.to();
    boolean held =
        !span.superseded()
            && !span.from().isAfter(found.until())
            && (to == null || to.isAfter(found.start()));
    if (held) {
      lines.add(
          new RegisterLine(register, span.id(), Moments.text(span.from()), Moments.textOrNull(to)));
    }
  }
}
