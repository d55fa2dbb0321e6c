package lantian.obd.chunk;

import lantian.obd.packet.Signal;

/**
 * Stream items packed into columns in memory (内存压缩块): {@code first second u16, last second u16,
 * count, marks, fields}. Never on disk.
 */
final class StreamBlock {
  private static final int HEAD = 4;
  private static final Signal[] FIELDS = ChunkCodec.FIELDS;

  /** The block opened last by a thread: the items of a repeated packet all ask for one block. */
  private static final ThreadLocal<StreamBlock> LAST = ThreadLocal.withInitial(StreamBlock::new);

  private byte[] block = new byte[0];
  private byte[] rows = new byte[0];
  private int[] marks = new int[0];
  private int[] column = new int[0];
  private int count;

  private StreamBlock() {}

  static byte[] pack(byte[] rows, int[] marks, int count) {
    int first = 0xFFFF;
    int last = 0;
    for (int i = 0; i < count; i++) {
      first = Math.min(first, marks[i] >>> 16);
      last = Math.max(last, marks[i] >>> 16);
    }
    ColumnWriter out = new ColumnWriter(64 + 24 * count, count);
    out.i32(first << 16 | last);
    out.varint(count);
    out.words(marks, count, false);
    int[] column = new int[count];
    for (Signal field : FIELDS) {
      int width = field.width();
      Rows.gather(rows, field.at(), OpenChunk.STREAM_LENGTH, width, column, count);
      out.words(column, count, width == Integer.BYTES);
    }
    return out.toBytes();
  }

  /** True if an item of this second may be in the block. */
  static boolean covers(byte[] block, int at) {
    int bounds = Rows.i32(block, 0);
    return at >= bounds >>> 16 && at <= (bounds & 0xFFFF);
  }

  /** The items of a block, not to be written to; good until this thread opens another one. */
  @SuppressWarnings("ReferenceEquality") // a block is never written to
  static StreamBlock open(byte[] block) {
    StreamBlock open = LAST.get();
    if (open.block != block) {
      open.read(block);
    }
    return open;
  }

  private void read(byte[] packed) {
    block = packed;
    ColumnReader in = new ColumnReader(packed, HEAD, packed.length);
    count = in.count(ChunkCodec.MAX_ROWS);
    if (marks.length < count) {
      rows = new byte[count * OpenChunk.STREAM_LENGTH];
      marks = new int[count];
      column = new int[count];
    }
    in.words(marks, count);
    for (Signal field : FIELDS) {
      in.words(column, count);
      Rows.scatter(column, count, rows, field.at(), OpenChunk.STREAM_LENGTH, field.width());
    }
  }

  int count() {
    return count;
  }

  byte[] rows() {
    return rows;
  }

  int[] marks() {
    return marks;
  }
}
