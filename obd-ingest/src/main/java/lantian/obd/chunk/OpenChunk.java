package lantian.obd.chunk;

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
  public static final int STREAM_LENGTH = Signal.SIZE;

  /** From this many items or packets on a chunk should be written. */
  private static final int FULL = 4096;

  /**
   * Packets that brought nothing new are listed up to this many, for the frame log of a terminal.
   */
  private static final int LISTED = 512;

  /** More is never taken; whoever adds writes a full chunk long before. */
  private static final int LIMIT = 1 << 15;

  private static final int OBJECT_BYTES = 160;

  private final long start;
  private final PacketTable packets = new PacketTable();
  private final StreamItems streams = new StreamItems();
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
    return streams.count() + others.count();
  }

  /** Memory held, in bytes. */
  public int bytes() {
    return OBJECT_BYTES + streams.bytes() + packets.bytes() + others.bytes();
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
      return streams.add(this, packet, (int) at, src, offset);
    }
    if (others == OtherItems.NONE) {
      others = new OtherItems();
    }
    return others.add(this, packet, (int) at << 8 | type, src, offset, length);
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

  /** Stream items that {@link #pack} would pack. */
  public int loose() {
    return streams.loose();
  }

  /**
   * Packs the stream items held into about 40 % of their memory. Costs CPU as much as writing them;
   * worth it from some forty {@link #loose} items on, and where few of them are repeated later.
   */
  public void pack() {
    streams.pack();
  }

  /** What the chunk holds now, sorted; later additions do not touch it. */
  public Fragment freeze() {
    StreamItems.Loose all = streams.all();
    return Freeze.of(start, all.rows(), all.marks(), others, packets);
  }
}
