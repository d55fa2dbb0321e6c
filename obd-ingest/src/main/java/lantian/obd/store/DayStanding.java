package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.proto.Vin;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Judged vehicle-days as they stand, and whether their seals fit the stored packets (封签核验). */
public final class DayStanding {
  private static final Set<String> LOOSE = Set.of("_id", "fence");

  private final MongoCollection<Document> days;
  private final MongoCollection<Document> pending;
  private final MongoCollection<Document> vehicles;
  private final Chunks chunks;

  /** The judged days of this room. */
  public DayStanding(Store store) {
    this.days = store.collection(Store.Name.DAYS);
    this.pending = store.collection(Store.Name.PENDING);
    this.vehicles = store.collection(Store.Name.VEHICLES);
    this.chunks = new Chunks(store.database());
  }

  /** Those judged at or after a moment, without looking at their packets. */
  public void since(Instant since, Consumer<Standing> taker) {
    var judged = gte("judged", Date.from(since));
    var wanted = since.equals(Instant.EPOCH) ? or(judged, exists("judged", false)) : judged;
    for (Document stored : days.find(wanted)) {
      taker.accept(standing(stored, null));
    }
  }

  /**
   * All of them by vehicle and day, each held against its packets.
   *
   * @param logged true for a packet that stands in the log
   * @param packets is told how many packets were looked at
   */
  public void all(
      Predicate<LogPosition> logged, Consumer<Integer> packets, Consumer<Standing> taker) {
    for (Document stored : days.find().sort(Sorts.ascending("_id")).batchSize(200)) {
      taker.accept(standing(stored, fault(stored, logged, packets)));
    }
  }

  private static Standing standing(Document stored, @Nullable String fault) {
    BsonDocument raw = stored.toBsonDocument();
    long judged = raw.get("judged") instanceof BsonDateTime time ? time.getValue() : 0;
    String key =
        raw.get("_id") instanceof BsonBinary id
            ? shown(id.getData())
            : String.valueOf(raw.get("_id"));
    return new Standing(
        key, judged, ContentDigest.of(raw, LOOSE), Instant.ofEpochMilli(judged), fault);
  }

  /** The vehicle as a digest, then the day as yyyymmdd. */
  private static String shown(byte[] id) {
    if (id.length != DayKey.LENGTH) {
      return HexFormat.of().formatHex(id);
    }
    try {
      return ContentDigest.hidden(Vin.of(id, 0).text())
          + "/"
          + ByteBuffer.wrap(id).getInt(Vin.LENGTH);
    } catch (IllegalArgumentException e) {
      return HexFormat.of().formatHex(id);
    }
  }

  private @Nullable String fault(
      Document stored, Predicate<LogPosition> logged, Consumer<Integer> packets) {
    try {
      DayKey key = DayKey.of(stored.get("_id", Binary.class).getData());
      if (!key.vin().text().equals(stored.getString("vin"))
          || key.day() != stored.getInteger("day")) {
        return "its key is not that of its vehicle and day";
      }
      Map<LogPosition, Long> listed = listed(key);
      packets.accept(listed.size());
      for (LogPosition packet : listed.keySet()) {
        if (!logged.test(packet)) {
          return "packet " + packet.text() + " is not in the log";
        }
      }
      int count = stored.getInteger("packets");
      byte[] seal = stored.get("seal", Binary.class).getData();
      boolean fits =
          count == listed.size() && Arrays.equals(seal, DayReadings.seal(listed.keySet()));
      return fits || grown(listed, count, seal) || waits(key) || goesOn(key)
          ? null
          : "its packets are not those that were sealed";
    } catch (RuntimeException e) {
      return "can't be read";
    }
  }

  /** The packets that the chunks of a day list, with the time of their receipt. */
  private Map<LogPosition, Long> listed(DayKey key) {
    Map<LogPosition, Long> listed = new HashMap<>();
    try (FragmentCursor fragments = chunks.fragments(key.vin(), key.start(), key.end())) {
      while (fragments.hasNext()) {
        Fragment fragment = fragments.next();
        for (int i = 0; i < fragment.packetCount(); i++) {
          PacketRef packet = fragment.packet(i);
          listed.put(packet.position(), packet.receivedMillis());
        }
      }
    }
    return listed;
  }

  /** True if all that came since the day was judged are more packets, received later. */
  private static boolean grown(Map<LogPosition, Long> listed, int count, byte[] seal) {
    if (count >= listed.size()) {
      return false;
    }
    List<LogPosition> first =
        listed.entrySet().stream()
            .sorted(
                Map.Entry.<LogPosition, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(count)
            .map(Map.Entry::getKey)
            .toList();
    return Arrays.equals(seal, DayReadings.seal(first));
  }

  /**
   * The vehicle's newest day is judged early if a finding asks for it, and whole when it is over.
   */
  private boolean goesOn(DayKey key) {
    Document vehicle = vehicles.find(eq(key.vin().text())).first();
    return vehicle != null && Objects.equals(vehicle.get("day"), key.day());
  }

  /** A day that is to be judged again will be sealed again. */
  private boolean waits(DayKey key) {
    return pending.find(eq(new Binary(key.key()))).first() != null;
  }
}
