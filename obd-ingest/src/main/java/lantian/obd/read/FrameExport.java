package lantian.obd.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import lantian.obd.filing.Filing;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogReader;
import lantian.obd.log.Tombstone;
import lantian.obd.packet.Nesting;
import lantian.obd.packet.QuarantineReason;
import lantian.proto.Vin;

/** Prints logged frames: all entries as stored, or each distinct frame once (报文导出). */
final class FrameExport {
  /** Distinct frames remembered at a time: 16 bytes each, so about 130 MB at most. */
  static final int REMEMBERED = 4_000_000;

  private final LogReader log;
  private final Function<Vin, List<Filing>> filings;
  private final int remembered;

  FrameExport(LogReader log, Function<Vin, List<Filing>> filings, int remembered) {
    this.log = log;
    this.filings = filings;
    this.remembered = remembered;
  }

  /** Every entry. */
  void entries(ExportFilter filter, Consumer<String> lines) {
    Origins origins = new Origins(filings);
    archived(filter, lines);
    scan(filter, entry -> lines.accept(entry(entry, origins).toString()));
  }

  /**
   * Every distinct frame once per VIN. The log is counted first and read in as many passes as
   * memory asks for, each for its share of the VINs.
   */
  void distinct(ExportFilter filter, Consumer<String> lines) {
    archived(filter, lines);
    long[] count = {0};
    scan(filter, entry -> count[0]++);
    Origins origins = new Origins(filings);
    int passes = Math.toIntExact(count[0] / remembered + 1);
    for (int pass = 0; pass < passes; pass++) {
      int share = pass;
      FrameSet seen = new FrameSet();
      scan(
          filter,
          entry -> {
            Vin vin = entry.frame().vin();
            if (Math.floorMod(vin.hashCode() * 0x9E37_79B9, passes) == share
                && seen.add(entry.frame())) {
              lines.accept(packet(entry, origins).toString());
            }
          });
    }
  }

  /** A line for each month of the span that is archived: its frames are not among the lines. */
  private void archived(ExportFilter filter, Consumer<String> lines) {
    for (Tombstone tombstone : log.archived(from(filter), to(filter))) {
      ObjectNode out =
          JsonNodeFactory.instance
              .objectNode()
              .put("archivedMonth", tombstone.month().toString())
              .put("frames", tombstone.frames())
              .put("manifest", tombstone.manifest());
      lines.accept(out.toString());
    }
  }

  private static Instant from(ExportFilter filter) {
    return Objects.requireNonNullElse(filter.from(), Instant.EPOCH);
  }

  private static Instant to(ExportFilter filter) {
    return Objects.requireNonNullElse(filter.to(), Instant.ofEpochSecond(1L << 33));
  }

  private void scan(ExportFilter filter, Consumer<LogEntry> taker) {
    Vin vin = filter.vin();
    log.scan(
        from(filter),
        to(filter),
        entry -> {
          if (vin == null || names(entry.frame(), vin)) {
            taker.accept(entry);
          }
        });
  }

  /** True if the frame or one nested in it bears the VIN. */
  private static boolean names(Frame frame, Vin vin) {
    return frame.vin().equals(vin)
        || (frame.platformStyle()
            && Nesting.frames(frame).stream().anyMatch(inner -> inner.vin().equals(vin)));
  }

  private static ObjectNode packet(LogEntry entry, Origins origins) {
    Frame frame = entry.frame();
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("vin", frame.vin().text())
            .put("command", frame.command())
            .put("received", Times.text(entry.receivedMillis()))
            .put("position", entry.position().text())
            .put("profile", entry.connection().profile().name())
            .put("origin", origin(entry, origins));
    if (entry.mark() != 0) {
      out.put("quarantine", QuarantineReason.of(entry.mark()).name());
    }
    List<Frame> nested = frame.platformStyle() ? Nesting.frames(frame) : List.of();
    if (!nested.isEmpty()) {
      ArrayNode vins = out.putArray("nestedVins");
      nested.forEach(inner -> vins.add(inner.vin().text()));
    }
    return out.put("hex", hex(frame));
  }

  private static ObjectNode entry(LogEntry entry, Origins origins) {
    Connection connection = entry.connection();
    return JsonNodeFactory.instance
        .objectNode()
        .put("position", entry.position().text())
        .put("writer", Integer.toUnsignedLong(entry.position().writer()))
        .put("lane", entry.position().lane())
        .put("sequence", entry.position().sequence())
        .put("index", entry.position().index())
        .put("received", Times.text(entry.receivedMillis()))
        .put("connection", connection.id())
        .put("listener", connection.listener())
        .put("profile", connection.profile().name())
        .put("tls", connection.tls())
        .put("address", connection.address())
        .put("iccid", connection.iccid())
        .put("mark", entry.mark())
        .put("vin", entry.frame().vin().text())
        .put("command", entry.frame().command())
        .put("origin", origin(entry, origins))
        .put("hex", hex(entry.frame()));
  }

  /** That of the vehicle in the header, which of a platform's packet is the first one inside. */
  private static String origin(LogEntry entry, Origins origins) {
    return origins.of(entry.frame().vin(), Instant.ofEpochMilli(entry.receivedMillis())).name();
  }

  private static String hex(Frame frame) {
    return HexFormat.of().formatHex(frame.bytes(), frame.offset(), frame.offset() + frame.length());
  }
}
