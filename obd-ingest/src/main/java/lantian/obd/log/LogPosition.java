package lantian.obd.log;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Where a frame stands in the raw log (原始报文位置). Orders as its key does, byte by byte.
 *
 * @param writer number handed out once per process start, unsigned 32 bit
 * @param lane lane of the writer, 0–255
 * @param sequence gapless number of the batch in its lane, from 0
 * @param index number of the frame in its batch, 0–65535
 */
public record LogPosition(int writer, int lane, long sequence, int index)
    implements Comparable<LogPosition> {
  /** Length of {@link #key()} in bytes. */
  public static final int LENGTH = 15;

  /** The position as a key of 15 bytes, big-endian. */
  public byte[] key() {
    return ByteBuffer.allocate(LENGTH)
        .putInt(writer)
        .put((byte) lane)
        .putLong(sequence)
        .putShort((short) index)
        .array();
  }

  /** Reads a key written by {@link #key()}. */
  public static LogPosition of(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new LogPosition(
        in.getInt(), in.get() & 0xFF, in.getLong(), Short.toUnsignedInt(in.getShort()));
  }

  @Override
  public int compareTo(LogPosition other) {
    int byWriter = Integer.compareUnsigned(writer, other.writer);
    if (byWriter != 0) {
      return byWriter;
    }
    int byLane = Integer.compare(lane, other.lane);
    if (byLane != 0) {
      return byLane;
    }
    int bySequence = Long.compareUnsigned(sequence, other.sequence);
    return bySequence != 0 ? bySequence : Integer.compare(index, other.index);
  }

  /** Hex form, used in exports and addresses. */
  public String text() {
    return HexFormat.of().formatHex(key());
  }
}
