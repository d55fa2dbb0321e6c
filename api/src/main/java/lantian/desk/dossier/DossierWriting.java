package lantian.desk.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lantian.desk.cases.CaseBook;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.PlateCorrection;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.EventLine;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.proto.CityTime;
import lantian.proto.Plate;

/** Writes down what a case rested on at one of its events (证据清单编写). */
final class DossierWriting {
  /** As many bytes of packets as a manifest holds; a document of the database has 16 MiB. */
  static final int MOST_BYTES = 4 << 20;

  private static final Set<String> LATER = Set.of("supplemented", "contradicted");

  private final List<Gathering> rooms;
  private final String software;

  DossierWriting(List<Gathering> rooms, String software) {
    this.rooms = List.copyOf(rooms);
    this.software = software;
  }

  /** What the case rested on when this event was written. */
  ManifestContent content(CaseRecord record, CaseEvent event) {
    List<FindingLine> lines = new ArrayList<>();
    Set<RegisterLine> registers = new LinkedHashSet<>();
    Gathering room = room(record.kind());
    int bytes = 0;
    for (CaseFinding row : rows(record, event)) {
      Gathering.Gathered gathered = room.gather(row);
      registers.addAll(gathered.registers());
      List<PacketLine> packets = new ArrayList<>();
      for (PacketLine packet : gathered.packets()) {
        bytes += packet.hex().length() + packet.decoded().length();
        if (bytes <= MOST_BYTES) {
          packets.add(packet);
        }
      }
      lines.add(line(room, row, read(record), packets));
    }
    EventLine of = new EventLine(event.seq(), event.move(), event.hash(), event.manifest());
    return new ManifestContent(
        of, room.subjectKind(), lines, List.copyOf(registers), files(record, event), software);
  }

  private Gathering room(String kind) {
    return rooms.stream()
        .filter(room -> room.tells(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no room tells of " + kind));
  }

  /** The fixed rows, and the supplements that had come by then: one an event. */
  private static List<CaseFinding> rows(CaseRecord record, CaseEvent event) {
    int later = 0;
    for (CaseEvent each : record.events()) {
      if (each.seq() <= event.seq() && LATER.contains(each.move())) {
        later++;
      }
    }
    List<CaseFinding> rows = new ArrayList<>(record.findings());
    rows.addAll(record.supplements().subList(0, Math.min(later, record.supplements().size())));
    return rows;
  }

  /** Files that had been added by then. */
  static List<FileLine> files(CaseRecord record, CaseEvent event) {
    return record.events().stream()
        .filter(each -> each.seq() <= event.seq() && each.move().equals(CaseBook.FILE_ADDED))
        .map(each -> CaseFile.of(each.data()).line())
        .toList();
  }

  /** The plate as it was read and as a reviewer corrected it, whole: a manifest is never masked. */
  private static Map<String, String> read(CaseRecord record) {
    PlateCorrection standing = record.correction();
    Map<String, String> plates = new TreeMap<>();
    if (standing != null) {
      Plate read = standing.read();
      plates.put("plateSource", standing.source().name());
      plates.put("plateRead", read == null ? "" : text(read));
      plates.put("plateCorrected", text(standing.corrected()));
    }
    return plates;
  }

  private static String text(Plate plate) {
    return plate.number() + " " + plate.colour().name();
  }

  private static FindingLine line(
      Gathering room, CaseFinding row, Map<String, String> plates, List<PacketLine> packets) {
    Map<String, String> figures = figures(row);
    figures.putAll(plates);
    return new FindingLine(
        room.room(),
        row.id().text(),
        row.revision(),
        row.kind(),
        row.ruleSet(),
        figures,
        packets,
        row.packets().size());
  }

  /** Of the revision that persons saw, not of what the room has made of it since. */
  private static Map<String, String> figures(CaseFinding row) {
    String unit = " " + row.figures().unit();
    Map<String, String> figures = new TreeMap<>();
    figures.put("subject", row.subject());
    figures.put("state", row.state().name());
    figures.put("start", time(row.start()));
    Instant end = row.end();
    if (end != null) {
      figures.put("end", time(end));
    }
    figures.put("peakAt", time(row.figures().peakAt()));
    figures.put("measured", row.figures().measured() + unit);
    figures.put("peak", row.figures().peak() + unit);
    figures.put("limit", row.figures().limit() + unit);
    figures.put("verified", Boolean.toString(row.verified()));
    figures.put("origin", row.origin().name());
    figures.put("law", row.law().zh());
    figures.put("lawVerified", Boolean.toString(row.law().verified()));
    figures.put("reason", row.reason().zh());
    return figures;
  }

  private static String time(Instant moment) {
    return moment.atOffset(CityTime.ZONE).toString();
  }
}
