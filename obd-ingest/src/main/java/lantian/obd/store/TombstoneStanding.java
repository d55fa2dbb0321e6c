package lantian.obd.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.proto.Sm3;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The tombstones of archived months, for the check of what is stored (墓碑在册). */
public final class TombstoneStanding {
  private static final String ZEROS = "00".repeat(Sm3.LENGTH);
  private final Tombstones tombstones;

  /** Those of this room. */
  public TombstoneStanding(Store store) {
    this.tombstones = new Tombstones(store.database());
  }

  /** All by month, each held against itself and the ones before. */
  public void all(Consumer<Standing> taker) {
    String before = "";
    Map<String, LaneSpan> ends = new HashMap<>();
    for (Document stored : tombstones.documents()) {
      Tombstone tombstone = Tombstones.read(stored).orElse(null);
      BsonDocument raw = stored.toBsonDocument();
      long at = raw.get("at") instanceof BsonDateTime time ? time.getValue() : 0;
      taker.accept(
          new Standing(
              String.valueOf(stored.get("_id")),
              1,
              ContentDigest.of(raw, Set.of("_id")),
              Instant.ofEpochMilli(at),
              fault(stored, tombstone, before, ends)));
      if (tombstone != null) {
        before = tombstone.hash();
        tombstone.spans().forEach(span -> ends.put(span.name(), span));
      }
    }
  }

  private static @Nullable String fault(
      Document stored, @Nullable Tombstone tombstone, String before, Map<String, LaneSpan> ends) {
    if (tombstone == null) {
      return "can't be read";
    }
    if (!tombstone.hash().equals(stored.get("hash"))) {
      return "its hash is not that of its content";
    }
    if (!tombstone.before().equals(before)) {
      return "does not follow the tombstone before";
    }
    for (LaneSpan span : tombstone.spans()) {
      LaneSpan known = ends.get(span.name());
      long first = known == null ? 0 : known.last() + 1;
      if (span.first() != first || !span.before().equals(known == null ? ZEROS : known.end())) {
        return "lane " + span.name() + " does not go on where the tombstones before end";
      }
    }
    return null;
  }
}
