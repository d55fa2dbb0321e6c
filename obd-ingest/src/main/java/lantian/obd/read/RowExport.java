package lantian.obd.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import lantian.obd.filing.Filing;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.log.LogReader;
import lantian.obd.packet.QuarantineReason;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Prints findings, conflicts and quarantined frames (线索、冲突、隔离导出). */
final class RowExport {
  private static final int FRAMES_AT_ONCE = 200;

  private final FindingRows findings;
  private final ConflictRows conflicts;
  private final QuarantineRows quarantine;
  private final LogReader log;
  private final Function<Vin, List<Filing>> filings;

  RowExport(
      FindingRows findings,
      ConflictRows conflicts,
      QuarantineRows quarantine,
      LogReader log,
      Function<Vin, List<Filing>> filings) {
    this.filings = filings;
    this.findings = findings;
    this.conflicts = conflicts;
    this.quarantine = quarantine;
    this.log = log;
  }

  void findings(ExportFilter filter, Consumer<String> lines) {
    for (Document document : findings.documents(filter)) {
      lines.accept(finding(document).toString());
    }
  }

  private static ObjectNode finding(Document document) {
    Found found = FindingRows.row(document);
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("id", found.id().text())
        .put("revision", found.revision())
        .put("changed", Times.text(found.changed().toEpochMilli()))
        .put("state", found.state().name())
        .put("replaces", found.replaces() == null ? null : found.replaces().text())
        .put("vin", found.vin().text())
        .put("verified", found.verified())
        .put("origin", found.origin().name())
        .put("rule", found.rule())
        .put("ruleSet", found.ruleSet())
        .put("start", second(found.start()))
        .put("end", second(found.end()))
        .put("last", second(found.last()))
        .put("peakAt", second(found.peakAt()))
        .put("measured", found.measured())
        .put("peak", found.peak())
        .put("limit", found.limit())
        .put("unit", found.unit())
        .put("score", found.score())
        .put("reasonZh", found.reasonZh())
        .put("reasonEn", found.reasonEn())
        .put("lawZh", found.lawZh())
        .put("lawEn", found.lawEn())
        .put("lawVerified", found.lawVerified())
        .put("canonical", document.getString("canonical"))
        .put("packetCount", document.getInteger("packetCount", found.packets().size()));
    ArrayNode packets = out.putArray("packets");
    for (Document packet : document.getList("packets", Document.class, List.of())) {
      packets
          .addObject()
          .put("position", FindingRows.hex(packet, "position"))
          .put("received", Times.text(packet.getDate("received")))
          .put("sender", packet.getString("sender"))
          .put("hex", FindingRows.hex(packet, "frame"));
    }
    return out;
  }

  private static @Nullable String second(@Nullable Instant at) {
    return at == null ? null : Times.second(at.getEpochSecond());
  }

  void conflicts(ExportFilter filter, Consumer<String> lines) {
    Origins origins = new Origins(filings);
    for (Document document : conflicts.documents(filter)) {
      Clash clash = ConflictRows.row(document);
      ObjectNode out =
          JsonNodeFactory.instance
              .objectNode()
              .put("vin", clash.vin().text())
              .put("time", second(clash.second()))
              .put("second", clash.second().getEpochSecond())
              .put("type", clash.type())
              .put("settled", clash.settled());
      ArrayNode copies = out.putArray("copies");
      for (Clash.Copy copy : clash.copies()) {
        copies
            .addObject()
            .put("hex", copy.hex())
            .put("trust", copy.sender().name())
            .put("origin", origins.of(clash.vin(), copy.received()).name())
            .put("received", Times.text(copy.received().toEpochMilli()))
            .put("packet", copy.position());
      }
      lines.accept(out.toString());
    }
  }

  void quarantine(ExportFilter filter, Consumer<String> lines) {
    QuarantineFilter asked = new QuarantineFilter(filter.vin(), null, filter.from(), filter.to());
    Origins origins = new Origins(filings);
    List<Quarantined> rows = new ArrayList<>();
    for (Document document : quarantine.documents(asked)) {
      rows.add(QuarantineRows.row(document));
      if (rows.size() == FRAMES_AT_ONCE) {
        quarantined(rows, origins, lines);
        rows.clear();
      }
    }
    quarantined(rows, origins, lines);
  }

  private void quarantined(List<Quarantined> rows, Origins origins, Consumer<String> lines) {
    HexFormat hex = HexFormat.of();
    Map<LogPosition, LogEntry> frames =
        log.frames(rows.stream().map(row -> place(row.position())).toList());
    Map<LogPosition, String> archived =
        log.archived(
            rows.stream()
                .map(row -> place(row.position()))
                .filter(position -> !frames.containsKey(position))
                .toList());
    for (Quarantined row : rows) {
      LogEntry entry = frames.get(place(row.position()));
      ObjectNode out =
          JsonNodeFactory.instance
              .objectNode()
              .put("vin", row.vin().text())
              .put("received", Times.text(row.received().toEpochMilli()))
              .put("position", row.position())
              .put("reason", row.reason())
              .put("reasonZh", QuarantineReason.valueOf(row.reason()).zh())
              .put("offset", row.offset())
              .put("origin", origins.of(row.vin(), row.received()).name())
              .put("hex", entry == null ? null : hex.formatHex(entry.frame().copy()));
      if (entry == null && archived.containsKey(place(row.position()))) {
        out.put("archivedMonth", archived.get(place(row.position())));
      }
      lines.accept(out.toString());
    }
  }

  private static LogPosition place(String position) {
    return LogPosition.of(HexFormat.of().parseHex(position));
  }
}
