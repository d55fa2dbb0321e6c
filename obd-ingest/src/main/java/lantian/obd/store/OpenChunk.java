package lantian.obd.store;

import java.util.Arrays;
import lantian.obd.packet.Signal;

/**
 * What came in for one vehicle and five minutes of collection time and is not written yet (未落盘数据块).
 *
 * <p>Adding is commutative, associative and idempotent in what {@link #freeze} shows. Not safe for
 * several threads; a frozen view is.
 */
public final class OpenChunk {
  /** Seconds that a chunk covers. */
  public static final int SECONDS = 300;

  /** Type of the stream item that is kept as wire words. */
  static final int STREAM = 0x02;

  /** Length of a stream body in bytes. */
  static final int STREAM_LENGTH = Signal.SIZE;

  /** From this many items or packets on a chunk should be written. */
  private static final int FULL = 4096;

  /**
   * Packets that brought nothing new are listed up to this many, for the frame log of a terminal.
   */
  private static final int LISTED = 512;

  /** More is never taken; whoever adds writes a full chunk long before. */
  private static final int LIMIT = 1 << 15;

  private static final int STEP = 30;
  private static final int OBJECT_BYTES = 320;

  private final long start;
  private final long[] seen = new long[(SECONDS + 63) / 64];
  private final PacketTable packets = new PacketTable();
  private byte[] stream = new byte[10 * STREAM_LENGTH];
  private int[] streamSource = new int[10];
  private int streamCount;
  private OtherItems others = OtherItems.NONE;

  /** An empty chunk whose first second is {@code start}, a multiple of {@link #SECONDS}. */
  public OpenChunk(long start) {
    if (start % SECONDS != 0) {
      throw new IllegalArgumentException("a chunk starts at a multiple of " + SECONDS);
    }
    this.start = start;
  }

  /** First second of the chunk that holds this second. */
  public static long startOf(long second) {
    return Math.floorDiv(second, (long) SECONDS) * SECONDS;
  }

  /** First epoch second covered. */
  public long start() {
    return start;
  }

  /** Number of items held, every copy of a conflict counted. */
  public int size() {
    return streamCount + others.count();
  }

  /** Memory held, in bytes. */
  public int bytes() {
    return OBJECT_BYTES
        + stream.length
        + streamSource.length * Integer.BYTES
        + packets.bytes()
        + others.bytes();
  }

  /** True if the chunk has grown so much that it should be written now. */
  public boolean full() {
    return size() >= FULL || packets.count() >= FULL || others.bytes() >= FULL * STREAM_LENGTH;
  }

  /**
   * Adds one item. The body is copied.
   *
   * @param packet where it came from
   * @param second collection time, must lie within the chunk
   * @param type information type code, 0–255
   */
  public Added add(PacketRef packet, long second, int type, byte[] src, int offset, int length) {
    long at = second - start;
    if (at < 0 || at >= SECONDS) {
      throw new IllegalArgumentException("second " + second + " is outside the chunk");
    }
    if (size() >= LIMIT || packets.count() >= LIMIT) {
      throw new IllegalStateException("a full chunk was not written");
    }
    if (type == STREAM) {
      if (length != STREAM_LENGTH) {
        throw new IllegalArgumentException("a stream body has 37 bytes, not " + length);
      }
      return addStream(packet, (int) at, src, offset);
    }
    if (others == OtherItems.NONE) {
      others = new OtherItems();
    }
    return others.add(this, packet, (int) at << 8 | type, src, offset, length);
  }

  private Added addStream(PacketRef packet, int at, byte[] src, int offset) {
    long bit = 1L << at;
    boolean known = (seen[at >> 6] & bit) != 0;
    boolean same = false;
    for (int row = known ? streamCount - 1 : -1; row >= 0; row--) {
      if (streamSource[row] >>> 16 == at && isStream(row, src, offset)) {
        same = true;
        int source = streamSource[row] & 0xFFFF;
        if (packets.sameProof(source, packet)) {
          streamSource[row] = at << 16 | better(at, source, packet);
          return Added.SAME;
        }
      }
    }
    seen[at >> 6] |= bit;
    appendStream(packet, at, src, offset);
    return same ? Added.SAME : known ? Added.CONFLICT : Added.NEW;
  }

  private void appendStream(PacketRef packet, int at, byte[] src, int offset) {
    if (streamCount == streamSource.length) {
      int grown = streamCount + Math.max(STEP, streamCount / 4);
      stream = Arrays.copyOf(stream, grown * STREAM_LENGTH);
      streamSource = Arrays.copyOf(streamSource, grown);
    }
    System.arraycopy(src, offset, stream, streamCount * STREAM_LENGTH, STREAM_LENGTH);
    streamSource[streamCount++] = at << 16 | packets.rowOf(packet);
  }

  private boolean isStream(int row, byte[] src, int offset) {
    int from = row * STREAM_LENGTH;
    return Arrays.equals(stream, from, from + STREAM_LENGTH, src, offset, offset + STREAM_LENGTH);
  }

  /** The better source of two with equal proofs, as a row. */
  int better(int at, int row, PacketRef packet) {
    if (packets.count() >= LISTED && !packets.isBehind(row, start + at, packet)) {
      return row;
    }
    int other = packets.rowOf(packet);
    return PacketTable.compareSources(start + at, packets, row, packets, other) <= 0 ? row : other;
  }

  PacketTable packets() {
    return packets;
  }

  /** What the chunk holds now, sorted; later additions do not touch it. */
  public Fragment freeze() {
    return Freeze.of(start, stream, Arrays.copyOf(streamSource, streamCount), others, packets);
  }
}
