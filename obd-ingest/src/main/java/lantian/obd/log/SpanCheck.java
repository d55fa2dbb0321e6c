package lantian.obd.log;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Walks along documents of one lane and holds each against the one before (链段核对). The hash before
 * the first is taken as it stands. Used by one thread.
 */
public final class SpanCheck {
  private final int writer;
  private final int lane;
  private @Nullable BatchDocument first;
  private @Nullable BatchDocument last;
  private long frames;

  /** Of this lane, whatever stands in it. */
  public SpanCheck(int writer, int lane) {
    this.writer = writer;
    this.lane = lane;
  }

  /**
   * Takes the next document.
   *
   * @return number of its frames
   * @throws DamagedLogException if it is not what was written here, or not the next one
   */
  public int take(BsonDocument stored) {
    BatchDocument next = BatchDocument.of(stored);
    LogPosition key = next.key();
    String name = Integer.toUnsignedString(key.writer()) + "/" + key.lane() + "/" + key.sequence();
    if (key.writer() != writer || key.lane() != lane) {
      throw new DamagedLogException("batch " + name + " belongs to another lane");
    }
    BatchDocument before = last;
    if (before != null && key.sequence() != before.key().sequence() + 1) {
      throw new DamagedLogException("batch " + name + " does not follow the one before");
    }
    next.batch(); // A count or a row that does not fit the body shows here.
    if (!next.sound() || (before != null && !Arrays.equals(next.prev(), before.hash()))) {
      throw new DamagedLogException("batch " + name + " is not what was written");
    }
    if (before == null) {
      first = next;
    }
    last = next;
    frames += next.count();
    return next.count();
  }

  /**
   * What was walked along.
   *
   * @throws IllegalStateException if nothing was
   */
  public LaneSpan span() {
    if (first == null || last == null) {
      throw new IllegalStateException("nothing was taken");
    }
    HexFormat hex = HexFormat.of();
    return new LaneSpan(
        writer,
        lane,
        first.key().sequence(),
        Objects.requireNonNull(last).key().sequence(),
        frames,
        hex.formatHex(first.prev()),
        hex.formatHex(last.hash()),
        Instant.ofEpochMilli(first.at()),
        Instant.ofEpochMilli(last.at()));
  }
}
