package lantian.obd.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Columns of a chunk as they stand on disk.
 *
 * <p>{@code version u8 · packets · stream items · bodies · other items · CRC-32C of all before}.
 * Packets: count, ICCIDs (count, then length and text each), then a column per number of the row.
 * Stream items: count, columns of second and packet, then one column per field of the 37-byte body
 * in wire order. Other items: distinct bodies (count, column of lengths, bytes), then count and
 * columns of key, body and packet.
 */
public final class ChunkCodec {
  private static final int VERSION = 1;
  private static final int CRC = 4;

  /** Limits of what is believed of a stored count. */
  private static final int MAX_ROWS = 1 << 15;

  private static final int MAX_BODIES = 1 << 22;

  /** Widths in bytes of the fields of a stream body, in wire order. */
  private static final int[] WIDTHS = {2, 1, 1, 1, 2, 2, 2, 2, 1, 2, 2, 2, 2, 1, 1, 1, 4, 4, 4};

  private ChunkCodec() {}

  /** The columns of a fragment. */
  public static byte[] encode(Fragment fragment) {
    int streams = 0;
    for (int i = 0; i < fragment.size(); i++) {
      streams += fragment.isStream(i) ? 1 : 0;
    }
    PacketTable packets = fragment.packets();
    long[] column = new long[Math.max(fragment.size(), packets.count())];
    ColumnWriter out = new ColumnWriter(512 + 24 * fragment.size() + fragment.bodies().length);
    out.u8(VERSION);
    out.varint(packets.count());
    iccids(packets.iccids(), out);
    for (int[] field : PacketTable.FIELDS) {
      gather(packets.rows(), field[0], PacketTable.ROW, field[1], column, packets.count());
      out.column(column, packets.count());
    }
    int[] items = items(fragment, true, streams);
    out.varint(streams);
    index(fragment, items, column, out);
    streams(fragment, items, column, out);
    others(fragment, items(fragment, false, fragment.size() - streams), column, out);
    CRC32C crc = new CRC32C();
    crc.update(out.buffer(), 0, out.size());
    out.i32((int) crc.getValue());
    return out.toBytes();
  }

  private static void iccids(String[] iccids, ColumnWriter out) {
    out.varint(iccids.length);
    for (String iccid : iccids) {
      byte[] text = iccid.getBytes(StandardCharsets.UTF_8);
      out.varint(text.length);
      out.raw(text, 0, text.length);
    }
  }

  private static int[] items(Fragment fragment, boolean stream, int count) {
    int[] items = new int[count];
    int next = 0;
    for (int i = 0; i < fragment.size(); i++) {
      if (fragment.isStream(i) == stream) {
        items[next++] = i;
      }
    }
    return items;
  }

  private static void index(Fragment fragment, int[] items, long[] column, ColumnWriter out) {
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.key(items[i]);
    }
    out.column(column, items.length);
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.sourceRow(items[i]);
    }
    out.column(column, items.length);
  }

  private static void streams(Fragment fragment, int[] items, long[] column, ColumnWriter out) {
    byte[] stream = fragment.stream();
    int at = 0;
    for (int width : WIDTHS) {
      for (int i = 0; i < items.length; i++) {
        int from = fragment.place(items[i]) * OpenChunk.STREAM_LENGTH + at;
        column[i] = word(stream, from, width);
      }
      out.column(column, items.length);
      at += width;
    }
  }

  private static void others(Fragment fragment, int[] items, long[] column, ColumnWriter out) {
    int[] ends = fragment.ends();
    out.varint(ends.length);
    int from = 0;
    for (int end : ends) {
      out.varint(end - from);
      from = end;
    }
    out.raw(fragment.bodies(), 0, from);
    out.varint(items.length);
    index(fragment, items, column, out);
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.place(items[i]);
    }
    out.column(column, items.length);
  }

  /**
   * Reads columns back.
   *
   * @param start first second of the chunk, as its key says
   * @throws DamagedChunkException if they are truncated or altered, or of an unknown version
   */
  public static Fragment decode(long start, byte[] cols) {
    int end = cols.length - CRC;
    if (end < 1) {
      throw new DamagedChunkException("columns of " + cols.length + " bytes");
    }
    CRC32C crc = new CRC32C();
    crc.update(cols, 0, end);
    if ((int) crc.getValue() != (int) word(cols, end, CRC)) {
      throw new DamagedChunkException("the checksum of the columns is wrong");
    }
    ColumnReader in = new ColumnReader(cols, 0, end);
    int version = in.u8();
    if (version != VERSION) {
      throw new DamagedChunkException("columns of version " + version);
    }
    return new ChunkDecoding(in, start).fragment();
  }

  static int[] widths() {
    return WIDTHS;
  }

  static int maxRows() {
    return MAX_ROWS;
  }

  static int maxBodies() {
    return MAX_BODIES;
  }

  private static void gather(byte[] rows, int offset, int stride, int width, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = word(rows, i * stride + offset, width);
    }
  }

  private static long word(byte[] bytes, int from, int width) {
    long value = 0;
    for (int i = from; i < from + width; i++) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }
}
