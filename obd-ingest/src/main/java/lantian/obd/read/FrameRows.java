package lantian.obd.read;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.chunk.PacketUse;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.log.LogReader;
import lantian.obd.read.LoggedFrame.Outcome;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one terminal found again in the log (终端报文日志), by time of receipt.
 *
 * <p>Their places come from chunks, events and quarantine. A packet may be received long after its
 * items were collected, so chunks are searched from {@link #LOOK_BACK} before the span on.
 */
final class FrameRows {
  /** Terminals keep at least seven days (spec clause 6). */
  static final Duration LOOK_BACK = Duration.ofDays(10);

  /** Items further ahead of the clock are quarantined. */
  private static final Duration LOOK_AHEAD = Duration.ofDays(1);

  private static final int EVENT_KEY = Vin.LENGTH + 4 + LogPosition.LENGTH;

  private final Chunks chunks;
  private final OpenChunks open;
  private final MongoCollection<Document> events;
  private final MongoCollection<Document> quarantine;
  private final LogReader log;
  private final InstantSource clock;

  FrameRows(
      Chunks chunks,
      OpenChunks open,
      MongoCollection<Document> events,
      MongoCollection<Document> quarantine,
      LogReader log,
      InstantSource clock) {
    this.chunks = chunks;
    this.open = open;
    this.events = events;
    this.quarantine = quarantine;
    this.log = log;
    this.clock = clock;
  }

  /** Where a frame stands and what became of it. */
  private record Place(
      LogPosition position, long received, Outcome outcome, @Nullable String reason) {}

  /** Oldest first. Without a beginning the last day before the end is meant. */
  Page<LoggedFrame> page(
      Vin vin, @Nullable Instant from, @Nullable Instant to, @Nullable String cursor, int limit) {
    Instant end = to == null ? clock.instant().plusSeconds(1) : to;
    Instant begin = from == null ? end.minus(Duration.ofDays(1)) : from;
    Map<LogPosition, Place> places = new HashMap<>();
    chunks(vin, begin, end, places);
    events(vin, begin, end, places);
    quarantine(vin, begin, end, places);
    List<Place> sorted = new ArrayList<>(places.values());
    sorted.sort(Comparator.comparingLong(Place::received).thenComparing(Place::position));
    int first = cursor == null ? 0 : behind(sorted, cursor);
    int last = Math.min(sorted.size(), first + limit);
    List<LoggedFrame> rows = frames(sorted.subList(first, last));
    return new Page<>(rows, last == sorted.size() ? null : cursor(sorted.get(last - 1)));
  }

  /** Frames as hex by position as hex; what is not stored is missing. */
  Map<String, String> logged(Collection<String> positions) {
    List<LogPosition> wanted =
        positions.stream().map(p -> LogPosition.of(HexFormat.of().parseHex(p))).toList();
    Map<String, String> found = new HashMap<>();
    log.frames(wanted)
        .forEach((position, entry) ->
            found.put(position.text(), HexFormat.of().formatHex(entry.frame().copy())));
    return found;
  }

  /** Month of the archive by position as hex, of those that are archived. */
  Map<String, String> archived(Collection<String> positions) {
    List<LogPosition> wanted =
        positions.stream().map(p -> LogPosition.of(HexFormat.of().parseHex(p))).toList();
    Map<String, String> found = new HashMap<>();
    log.archived(wanted).forEach((position, month) -> found.put(position.text(), month));
    return found;
  }

  private static String cursor(Place place) {
    return Cursors.of(Long.toString(place.received()), place.position().text());
  }

  private static int behind(List<Place> sorted, String cursor) {
    List<String> parts = Cursors.parts(cursor, 2);
    long received = Cursors.number(parts.get(0));
    LogPosition position = LogPosition.of(HexFormat.of().parseHex(parts.get(1)));
    int behind = 0;
    while (behind < sorted.size()
        && (sorted.get(behind).received() < received
            || (sorted.get(behind).received() == received
                && sorted.get(behind).position().compareTo(position) <= 0))) {
      behind++;
    }
    return behind;
  }

  private void chunks(Vin vin, Instant from, Instant to, Map<LogPosition, Place> places) {
    long first = from.minus(LOOK_BACK).getEpochSecond();
    long behind = to.plus(LOOK_AHEAD).getEpochSecond();
    var held = open.of(vin, first, behind);
    try (FragmentCursor stored = chunks.fragments(vin, first, behind)) {
      PacketUse.each(
          stored,
          held,
          (packet, used) -> {
            Instant received = Instant.ofEpochMilli(packet.receivedMillis());
            if (!received.isBefore(from) && received.isBefore(to)) {
              Outcome outcome = used ? Outcome.TAKEN : Outcome.REPEATED;
              Place place = new Place(packet.position(), packet.receivedMillis(), outcome, null);
              // A packet over a border of chunks is in both.
              places.merge(
                  packet.position(), place, (a, b) -> a.outcome() == Outcome.TAKEN ? a : b);
            }
          });
    }
  }

  private void events(Vin vin, Instant from, Instant to, Map<LogPosition, Place> places) {
    for (Document event : events.find(received(vin, from, to))) {
      byte[] key = FindingRows.bytes(event, "_id");
      byte[] position = new byte[LogPosition.LENGTH];
      ByteBuffer.wrap(key).get(EVENT_KEY - LogPosition.LENGTH, position);
      put(LogPosition.of(position), event, Outcome.TAKEN, null, places);
    }
  }

  private void quarantine(Vin vin, Instant from, Instant to, Map<LogPosition, Place> places) {
    for (Document pointer : quarantine.find(received(vin, from, to))) {
      LogPosition position = LogPosition.of(FindingRows.bytes(pointer, "_id"));
      // Of a frame with a damaged tail the items before it were taken.
      Place known = places.get(position);
      boolean taken = known != null && known.outcome() != Outcome.QUARANTINED;
      put(
          position,
          pointer,
          taken ? Outcome.TAKEN : Outcome.QUARANTINED,
          pointer.getString("reason"),
          places);
    }
  }

  private static void put(
      LogPosition position,
      Document in,
      Outcome outcome,
      @Nullable String reason,
      Map<LogPosition, Place> places) {
    long received = FindingRows.instant(in, "at").toEpochMilli();
    places.put(position, new Place(position, received, outcome, reason));
  }

  private static Bson received(Vin vin, Instant from, Instant to) {
    return Filters.and(
        Filters.eq("vin", vin.text()),
        Filters.gte("at", Date.from(from)),
        Filters.lt("at", Date.from(to)));
  }

  private List<LoggedFrame> frames(List<Place> places) {
    Map<LogPosition, LogEntry> entries = log.frames(places.stream().map(Place::position).toList());
    Map<LogPosition, String> archived =
        log.archived(
            places.stream().map(Place::position).filter(p -> !entries.containsKey(p)).toList());
    List<LoggedFrame> rows = new ArrayList<>();
    for (Place place : places) {
      LogEntry entry = entries.get(place.position());
      String month = archived.get(place.position());
      if (entry == null && month != null) {
        rows.add(
            new LoggedFrame(
                place.position().text(),
                Instant.ofEpochMilli(place.received()),
                "",
                0,
                place.outcome(),
                place.reason(),
                "",
                month));
      } else if (entry != null) {
        rows.add(
            new LoggedFrame(
                place.position().text(),
                Instant.ofEpochMilli(entry.receivedMillis()),
                entry.connection().address(),
                entry.frame().command(),
                place.outcome(),
                place.reason(),
                HexFormat.of().formatHex(entry.frame().copy()),
                null));
      }
    }
    return rows;
  }
}
