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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.Noting;
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
  private final Chunks chunks;

  /** The judged days of this room. */
  public DayStanding(Store store) {
    this.days = store.collection(Store.Name.DAYS);
    this.pending = store.collection(Store.Name.PENDING);
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
      Set<LogPosition> listed = new HashSet<>();
      try (FragmentCursor fragments = chunks.fragments(key.vin(), key.start(), key.end())) {
        new Noting(fragments, listed).forEachRemaining(fragment -> {});
      }
      packets.accept(listed.size());
      for (LogPosition packet : listed) {
        if (!logged.test(packet)) {
          return "packet " + packet.text() + " is not in the log";
        }
      }
      boolean fits =
          stored.getInteger("packets") == listed.size()
              && Arrays.equals(
                  stored.get("seal", Binary.class).getData(), DayReadings.seal(listed));
      return fits || waits(key) ? null : "its packets are not those that were sealed";
    } catch (RuntimeException e) {
      return "can't be read";
    }
  }

  /** A day that is to be judged again will be sealed again. */
  private boolean waits(DayKey key) {
    return pending.find(eq(new Binary(key.key()))).first() != null;
  }
}
