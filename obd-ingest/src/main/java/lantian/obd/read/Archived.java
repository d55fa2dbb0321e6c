package lantian.obd.read;

import com.mongodb.client.MongoDatabase;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lantian.obd.log.LaneHead;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogMonth;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.proto.Sm3;

/**
 * What tombstones say of one lane (链的归档部分): the part that is gone, which the stored part has to go
 * on from, and what is archived and still stored, which has to be as it was archived.
 */
final class Archived {
  private final int lane;
  private final Map<Long, byte[]> pins = new HashMap<>();
  private LaneHead end;

  Archived(MongoDatabase database, int writer, int lane) {
    this.lane = lane;
    this.end = new LaneHead(lane, -1, new byte[Sm3.LENGTH]);
    List<YearMonth> stored = LogMonth.stored(database);
    for (Tombstone tombstone : new Tombstones(database).all()) {
      for (LaneSpan span : tombstone.spans()) {
        if (span.writer() == writer && span.lane() == lane) {
          take(span, !stored.contains(tombstone.month()));
        }
      }
    }
  }

  /** A span that does not go on from the ones before is named by the tombstones' own check. */
  private void take(LaneSpan span, boolean dropped) {
    HexFormat hex = HexFormat.of();
    if (dropped && span.first() <= end.sequence() + 1 && span.last() > end.sequence()) {
      end = new LaneHead(lane, span.last(), hex.parseHex(span.end()));
    }
    pins.put(span.last(), hex.parseHex(span.end()));
    if (span.first() > 0) {
      pins.put(span.first() - 1, hex.parseHex(span.before()));
    }
  }

  /** Last batch of the lane that is gone; sequence -1 if none is. */
  LaneHead end() {
    return end;
  }

  /** Hashes that stored batches must have, by their sequence. */
  Map<Long, byte[]> pins() {
    return pins;
  }

  /** The first batch whose hash was pinned as another than a tombstone says; -1 if none was. */
  long torn(Map<Long, byte[]> pinned) {
    return pins.entrySet().stream()
        .filter(own -> pinned.containsKey(own.getKey()))
        .filter(own -> !Arrays.equals(own.getValue(), pinned.get(own.getKey())))
        .mapToLong(Map.Entry::getKey)
        .min()
        .orElse(-1);
  }
}
