package lantian.obd.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.function.Consumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Conflict;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.packet.BodyOutput;
import lantian.obd.packet.ItemType;
import lantian.obd.store.Proof;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Prints merged items, vehicle by vehicle in the order (second, type) (归并数据导出). */
final class SampleExport {
  private static final long MAX_SECOND = 0xFFFF_FFFFL;

  private final Chunks chunks;
  private final OpenChunks open;
  private final Senders senders;

  SampleExport(Chunks chunks, OpenChunks open, Senders senders) {
    this.chunks = chunks;
    this.open = open;
    this.senders = senders;
  }

  void print(ExportFilter filter, Consumer<String> lines) {
    long from = second(filter.from(), 0);
    long to = second(filter.to(), MAX_SECOND);
    Vin one = filter.vin();
    if (one != null) {
      print(one, from, to, lines);
      return;
    }
    TreeSet<Vin> fresh = new TreeSet<>(open.vins());
    Vin vin = chunks.vehicleBehind(null).orElse(null);
    while (vin != null) {
      fresh.headSet(vin, false).forEach(early -> print(early, from, to, lines));
      fresh.headSet(vin, true).clear();
      print(vin, from, to, lines);
      vin = chunks.vehicleBehind(vin).orElse(null);
    }
    fresh.forEach(late -> print(late, from, to, lines));
  }

  private static long second(@Nullable Instant at, long otherwise) {
    return at == null ? otherwise : Math.clamp(at.getEpochSecond(), 0, MAX_SECOND);
  }

  private void print(Vin vin, long from, long to, Consumer<String> lines) {
    var held = open.of(vin, from, to);
    try (FragmentCursor stored = chunks.fragments(vin, from, to)) {
      Proof proof = senders.whole(vin);
      MergedItems items = MergedItems.of(proof.over(stored), proof.over(held), from, to, proof);
      while (items.next()) {
        if (ItemType.mark(items.type())) {
          continue; // It was measured by nobody; the events tell of it.
        }
        lines.accept(line(vin, items).toString());
      }
    }
  }

  private ObjectNode line(Vin vin, MergedItems items) {
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("vin", vin.text())
            .put("time", Times.second(items.second()))
            .put("second", items.second())
            .put("type", items.type());
    Conflict conflict = items.conflict();
    if (items.settled()) {
      used(out, items);
    }
    out.put("conflict", conflict == null ? "none" : conflict.settled() ? "settled" : "open");
    if (conflict != null) {
      ArrayNode copies = out.putArray("copies");
      Provenance filed = Provenance.of(senders.filings(vin));
      conflict.copies().forEach(copy -> copies.add(copy(copy, filed)));
    }
    return out;
  }

  private static void used(ObjectNode out, MergedItems items) {
    PacketRef source = items.source();
    out.set("body", BodyOutput.of(items.type(), items.bytes(), items.offset(), items.length()));
    out.put(
            "hex",
            HexFormat.of()
                .formatHex(items.bytes(), items.offset(), items.offset() + items.length()))
        .put("trust", items.trust().name())
        .put("verified", items.trust().verified())
        .put("origin", items.origin().name())
        .put("ahead", items.untimed())
        .put("received", Times.text(source.receivedMillis()))
        .put("packet", source.position().text());
  }

  private static ObjectNode copy(Conflict.Copy copy, Provenance filed) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("hex", HexFormat.of().formatHex(copy.body()))
        .put("trust", copy.trust().name())
        .put("origin", filed.origin(copy.source()).name())
        .put("received", Times.text(copy.source().receivedMillis()))
        .put("packet", copy.source().position().text());
  }
}
