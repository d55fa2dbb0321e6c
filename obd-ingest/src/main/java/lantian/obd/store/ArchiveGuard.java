package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.log.LogReader;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Whether a part of the log may go (归档前核对): nothing that is still to be done may need it, and what
 * findings rest on has to be copied. Calls block on the database.
 */
public final class ArchiveGuard {
  /** Packets of a collection time are received up to so much later. */
  private static final Duration LATE = Duration.ofDays(10);

  /** Items further ahead of their receipt are quarantined; and a batch may gather as long. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private static final int AT_ONCE = 200;

  private final Store store;
  private final int evidencePackets;
  private final LogReader log;
  private final Chunks chunks;

  /**
   * A guard of this room.
   *
   * @param evidencePackets most packets copied into a finding, as it is set
   */
  public ArchiveGuard(Store store, int evidencePackets) {
    this.store = store;
    this.evidencePackets = evidencePackets;
    this.log = new LogReader(store.database());
    this.chunks = new Chunks(store.database());
  }

  /** Lanes whose watermark has not passed their span, in words; empty if all have. */
  public List<String> behind(List<LaneSpan> spans) {
    Map<LaneKey, LaneProgress.Mark> marks =
        new ProgressBook(store.collection(Store.Name.PROGRESS), 0).read();
    List<String> behind = new ArrayList<>();
    for (LaneSpan span : spans) {
      LaneKey lane = new LaneKey(span.writer(), span.lane());
      long next = marks.getOrDefault(lane, LaneProgress.Mark.begin(lane)).sequence();
      if (next <= span.last()) {
        behind.add(lane + " is projected up to batch " + next + " and has " + span.last());
      }
    }
    return behind;
  }

  /** Days to be judged that rest on packets of the spans; counts up to the first ones. */
  public List<String> pending(List<LaneSpan> spans) {
    long last =
        spans.stream().mapToLong(span -> span.to().plus(AHEAD).getEpochSecond()).max().orElse(0);
    for (Document row : store.collection(Store.Name.PENDING).find().sort(Sorts.ascending("_id"))) {
      DayKey key = DayKey.of(row.get("_id", Binary.class).getData());
      if (key.start() > last) {
        continue; // collected long after the last of them was received
      }
      try (FragmentCursor fragments = chunks.fragments(key.vin(), key.start(), key.end())) {
        while (fragments.hasNext()) {
          if (rests(fragments.next(), spans)) {
            return List.of(
                "day "
                    + LocalDate.ofEpochDay(key.day())
                    + " of vehicle "
                    + ContentDigest.hidden(key.vin().text())
                    + " waits to be judged ("
                    + row.getString("reason")
                    + ") and needs its packets");
          }
        }
      }
    }
    return List.of();
  }

  private static boolean rests(Fragment fragment, List<LaneSpan> spans) {
    for (int row = 0; row < fragment.packetCount(); row++) {
      if (holds(spans, fragment.packet(row).position())) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(List<LaneSpan> spans, LogPosition position) {
    return spans.stream().anyMatch(span -> span.holds(position));
  }

  /**
   * Findings whose packets would be lost: not copied, or copied otherwise than the log has them.
   *
   * @param first the month's first moment
   * @param end the first moment after it
   */
  public List<String> uncopied(List<LaneSpan> spans, Instant first, Instant end) {
    List<String> wrong = new ArrayList<>();
    Map<LogPosition, Copied> copies = new HashMap<>();
    for (Document finding : store.collection(Store.Name.FINDINGS).find()) {
      String id = finding.getString("_id");
      List<Document> packets = finding.getList("packets", Document.class, List.of());
      int count = finding.getInteger("packetCount", packets.size());
      if (packets.size() < Math.min(count, evidencePackets) && overlaps(finding, first, end)) {
        wrong.add("finding " + id + " has " + packets.size() + " of " + count + " packets copied");
      }
      for (Document packet : packets) {
        LogPosition position = LogPosition.of(packet.get("position", Binary.class).getData());
        if (holds(spans, position)) {
          copies.put(position, new Copied(id, packet.get("frame", Binary.class)));
        }
      }
      if (copies.size() >= AT_ONCE) {
        compare(copies, wrong);
      }
    }
    compare(copies, wrong);
    return wrong;
  }

  private record Copied(String finding, Binary frame) {}

  private void compare(Map<LogPosition, Copied> copies, List<String> wrong) {
    Map<LogPosition, LogEntry> logged = log.frames(copies.keySet());
    copies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(copy -> {
          LogEntry entry = logged.get(copy.getKey());
          Binary frame = copy.getValue().frame();
          if (entry == null || !frame.equals(new Binary(entry.frame().copy()))) {
            String id = copy.getValue().finding();
            wrong.add("finding " + id + " has another packet " + copy.getKey().text());
          }
        });
    copies.clear();
  }

  private static boolean overlaps(Document finding, Instant first, Instant end) {
    Date until = finding.getDate("end");
    return finding.getDate("start").toInstant().isBefore(end)
        && (until == null || until.toInstant().isAfter(first.minus(LATE)));
  }

  /** How many quarantined frames point into a month: they can be looked at no more. */
  public long quarantined(Instant first, Instant end) {
    return store
        .collection(Store.Name.QUARANTINE)
        .countDocuments(and(gte("at", Date.from(first)), lt("at", Date.from(end))));
  }
}
