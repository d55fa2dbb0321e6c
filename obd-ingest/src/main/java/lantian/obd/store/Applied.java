package lantian.obd.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import lantian.obd.log.LogPosition;

/**
 * Up to which place of each lane a vehicle's frames were taken in (已应用位置), so that a replay does
 * nothing twice.
 *
 * <p>Three places a lane: <i>applied</i>, up to which the judge's memory has seen the items;
 * <i>chunked</i>, up to which they are in stored chunks; <i>reached</i>, up to which this process
 * has come. Frames of a lane always come in the order of the log.
 */
final class Applied {
  private static final int ENTRY = 4 + 1 + 8 + 8;
  private static final long NOTHING = -1;

  private long[] lanes = {};
  private long[] applied = {};
  private long[] chunked = {};
  private long[] reached = {};
  private Need lastNeed = Need.ALL;

  /** What is to be done with a frame. */
  enum Need {
    /** It is in stored chunks: nothing. */
    NOTHING,
    /** The memory has seen it, but it was only in memory: into the chunk. */
    CHUNK,
    /** It was looked at before, without taking this: into the chunk, and judged again. */
    AGAIN,
    /** It is new. */
    ALL
  }

  /**
   * Says what a frame needs and notes that it has been reached; the same again for a second frame
   * nested at the same place.
   */
  Need reach(LogPosition position) {
    int slot = slot(lane(position.writer(), position.lane()));
    long place = place(position);
    if (reached[slot] == place) {
      return lastNeed;
    }
    reached[slot] = place;
    lastNeed =
        place <= chunked[slot] ? Need.NOTHING : place <= applied[slot] ? Need.CHUNK : Need.ALL;
    applied[slot] = Math.max(applied[slot], place);
    return lastNeed;
  }

  /** Sequence and index as one number that orders as they do. */
  static long place(LogPosition position) {
    return position.sequence() << 16 | position.index();
  }

  static long lane(int writer, int lane) {
    return Integer.toUnsignedLong(writer) << 8 | lane;
  }

  private int slot(long lane) {
    for (int i = lanes.length - 1; i >= 0; i--) {
      if (lanes[i] == lane) {
        return i;
      }
    }
    add(lane, NOTHING, NOTHING);
    return lanes.length - 1;
  }

  private void add(long lane, long appliedTo, long chunkedTo) {
    int slot = lanes.length;
    lanes = Arrays.copyOf(lanes, slot + 1);
    applied = Arrays.copyOf(applied, slot + 1);
    chunked = Arrays.copyOf(chunked, slot + 1);
    reached = Arrays.copyOf(reached, slot + 1);
    lanes[slot] = lane;
    applied[slot] = appliedTo;
    chunked[slot] = chunkedTo;
    reached[slot] = NOTHING;
  }

  /**
   * The places to be saved.
   *
   * @param firstOpen first place of a lane that is in a chunk in memory, MAX_VALUE if none is
   */
  byte[] save(ToLongFunction<Long> firstOpen) {
    ByteBuffer out = ByteBuffer.allocate(lanes.length * ENTRY);
    for (int i = 0; i < lanes.length; i++) {
      long stored = Math.max(chunked[i], Math.min(reached[i], applied[i]));
      long safe = Math.min(stored, firstOpen.applyAsLong(lanes[i]) - 1);
      out.putInt((int) (lanes[i] >>> 8)).put((byte) lanes[i]).putLong(applied[i]).putLong(safe);
    }
    return out.array();
  }

  /**
   * Reads what was saved, leaving out lanes whose watermark lies beyond: they are never replayed.
   *
   * @param watermark first sequence of a lane that a replay may deliver
   */
  static Applied read(byte[] saved, ToLongFunction<LaneKey> watermark) {
    Applied out = new Applied();
    for (ByteBuffer in = ByteBuffer.wrap(saved); in.hasRemaining(); ) {
      LaneKey lane = new LaneKey(in.getInt(), in.get() & 0xFF);
      long appliedTo = in.getLong();
      long chunkedTo = in.getLong();
      if (appliedTo >>> 16 >= watermark.applyAsLong(lane)) {
        out.add(lane(lane.writer(), lane.lane()), appliedTo, chunkedTo);
      }
    }
    return out;
  }
}
