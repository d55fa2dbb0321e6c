package lantian.obd.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import lantian.obd.log.ChainFault.Kind;
import lantian.proto.Sm3;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Checks the hash chain of a lane (日志链校验): any change, deletion, swap or insertion is found, and a
 * cut-off tail too if the head was pinned.
 */
public final class ChainCheck {
  private final LogReader reader;

  /** Checks what this reader reads. */
  public ChainCheck(LogReader reader) {
    this.reader = reader;
  }

  /** Checks a lane from its first batch on. */
  public ChainResult check(int writer, int lane, List<LaneHead> pins) {
    return check(writer, new LaneHead(lane, -1, new byte[Sm3.LENGTH]), pins);
  }

  /**
   * Checks a lane behind a batch that is known, for example the last one of an archived month.
   *
   * @param start the known batch
   * @param pins heads kept outside the database; those of other lanes are ignored
   */
  public ChainResult check(int writer, LaneHead start, List<LaneHead> pins) {
    Map<Long, byte[]> own = new HashMap<>();
    for (LaneHead pin : pins) {
      if (pin.lane() == start.lane()) {
        own.put(pin.sequence(), pin.hash());
      }
    }
    return check(writer, start, own, frames -> {});
  }

  /**
   * As above, with very many pins.
   *
   * @param pins hashes of batches of this lane by their sequence, kept outside the database
   * @param frames is told of every batch that holds how many frames it has
   */
  public ChainResult check(int writer, LaneHead start, Map<Long, byte[]> pins, IntConsumer frames) {
    Walk walk = new Walk(writer, start, pins, frames);
    reader.walk().documents(writer, start.lane(), start.sequence() + 1, walk::step);
    return walk.result();
  }

  /** One way along a lane, up to the first fault. */
  private final class Walk {
    private final int writer;
    private final Map<Long, byte[]> pins;
    private final long lastPin;
    private final IntConsumer taker;
    private LaneHead head;
    private long batches;
    private long frames;
    private @Nullable Kind wrong;

    Walk(int writer, LaneHead start, Map<Long, byte[]> pins, IntConsumer taker) {
      this.writer = writer;
      this.head = start;
      this.pins = pins;
      this.lastPin = pins.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
      this.taker = taker;
    }

    /** Takes the next document; false if the batch expected here is not what was written. */
    boolean step(BsonDocument stored) {
      BatchDocument document = read(stored);
      if (document == null || document.key().sequence() != head.sequence() + 1) {
        wrong = document == null ? Kind.CHANGED : Kind.MISSING;
      } else if (!follows(document)) {
        wrong = Kind.CHANGED;
      } else {
        head = new LaneHead(head.lane(), head.sequence() + 1, document.hash());
        batches++;
        frames += document.count();
        taker.accept(document.count());
      }
      return wrong == null;
    }

    ChainResult result() {
      Kind kind = wrong;
      if (kind == null && lastPin > head.sequence()) {
        kind = Kind.MISSING;
      }
      return new ChainResult(batches, frames, head, kind == null ? null : fault(kind));
    }

    private boolean follows(BatchDocument document) {
      byte[] pin = pins.get(document.key().sequence());
      return (pin == null || Arrays.equals(pin, document.hash()))
          && document.sound()
          && Arrays.equals(document.prev(), head.hash());
    }

    /** The batch that should stand here may stand elsewhere: it still names the one before it. */
    private ChainFault fault(Kind kind) {
      long sequence = head.sequence() + 1;
      for (BsonDocument stored : reader.walk().following(writer, head.lane(), head.hash())) {
        BatchDocument document = read(stored);
        if (document != null
            && document.key().sequence() != sequence
            && Arrays.equals(document.hash(), document.hashAt(sequence))) {
          long elsewhere = document.key().sequence();
          return new ChainFault(writer, head.lane(), sequence, Kind.MOVED, elsewhere);
        }
      }
      return new ChainFault(writer, head.lane(), sequence, kind, -1);
    }
  }

  private static @Nullable BatchDocument read(BsonDocument stored) {
    try {
      BatchDocument document = BatchDocument.of(stored);
      document.batch(); // A count or a row that does not fit the body shows here.
      return document;
    } catch (DamagedLogException e) {
      return null;
    }
  }
}
