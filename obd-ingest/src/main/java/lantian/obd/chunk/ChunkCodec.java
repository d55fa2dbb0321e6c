package lantian.obd.chunk;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import lantian.obd.packet.Signal;

/**
 * Columns of a chunk as they stand on disk.
 *
 * <p>{@code version u8 · packets · stream items · bodies · other items · CRC-32C of all before}.
 * Packets: count, ICCIDs (count, then length and text each), then a column per number of the row;
 * version 1 lacks the last three. Stream items: count, columns of second and packet, then one
 * column per field of the 37-byte body in wire order. Other items: distinct bodies (count, lengths,
 * bytes), then count and columns of key, packet and body.
 */
public final class ChunkCodec {
  /** Limit of what is believed of a stored count. */
  static final int MAX_ROWS = 1 << 15;

  /** Limit of all distinct bodies together, in bytes. */
  static final int MAX_BODIES = 1 << 22;

  /** Fields of a stream body in wire order. Their widths are part of the format. */
  static final Signal[] FIELDS = Signal.values();

  private static final int VERSION = 2;
  private static final int CRC = 4;

  private final Fragment fragment;
  private final ColumnWriter out;
  private final int[] column;
  private final int streams;

  private ChunkCodec(Fragment fragment) {
    this.fragment = fragment;
    int rows = Math.max(fragment.size(), fragment.packets().count());
    this.out = new ColumnWriter(1024 + 20 * fragment.size() + fragment.bodies().length, rows);
    this.column = new int[rows];
    this.streams = fragment.streams();
  }

  /** The columns of a fragment. */
  public static byte[] encode(Fragment fragment) {
    return new ChunkCodec(fragment).encode();
  }

  private byte[] encode() {
    out.u8(VERSION);
    packets(fragment.packets());
    int[] items = items(true, streams);
    out.varint(items.length);
    index(items);
    fields(items);
    others(items(false, fragment.size() - streams));
    CRC32C crc = new CRC32C();
    crc.update(out.buffer(), 0, out.size());
    out.i32((int) crc.getValue());
    return out.toBytes();
  }

  private void packets(PacketTable packets) {
    int count = packets.count();
    out.varint(count);
    out.varint(packets.iccids().length);
    for (String iccid : packets.iccids()) {
      byte[] text = iccid.getBytes(StandardCharsets.UTF_8);
      out.varint(text.length);
      out.raw(text, 0, text.length);
    }
    long[] longs = new long[count];
    for (int[] field : PacketTable.FIELDS) {
      if (field[1] == Long.BYTES) {
        Rows.gather(packets.rows(), field[0], PacketTable.ROW, longs, count);
        out.longs(longs, count);
      } else {
        Rows.gather(packets.rows(), field[0], PacketTable.ROW, field[1], column, count);
        out.words(column, count, false);
      }
    }
  }

  private int[] items(boolean stream, int count) {
    int[] items = new int[count];
    int next = 0;
    for (int i = 0; next < count; i++) {
      if (fragment.isStream(i) == stream) {
        items[next++] = i;
      }
    }
    return items;
  }

  private void index(int[] items) {
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.key(items[i]);
    }
    out.words(column, items.length, false);
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.sourceRow(items[i]);
    }
    out.words(column, items.length, false);
  }

  private void fields(int[] items) {
    byte[] rows = fragment.streamRows(items);
    for (Signal field : FIELDS) {
      int width = field.width();
      Rows.gather(rows, field.at(), OpenChunk.STREAM_LENGTH, width, column, items.length);
      out.words(column, items.length, width == Integer.BYTES);
    }
  }

  private void others(int[] items) {
    int[] ends = fragment.ends();
    out.varint(ends.length);
    int from = 0;
    for (int end : ends) {
      out.varint(end - from);
      from = end;
    }
    out.raw(fragment.bodies(), 0, from);
    out.varint(items.length);
    index(items);
    for (int i = 0; i < items.length; i++) {
      column[i] = fragment.place(items[i]);
    }
    out.words(column, items.length, false);
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
    if ((int) crc.getValue() != Rows.i32(cols, end)) {
      throw new DamagedChunkException("the checksum of the columns is wrong");
    }
    ColumnReader in = new ColumnReader(cols, 0, end);
    int version = in.u8();
    if (version < 1 || version > VERSION) {
      throw new DamagedChunkException("columns of version " + version);
    }
    int fields = version == 1 ? PacketTable.FIRST_FIELDS : PacketTable.FIELDS.length;
    return new ChunkDecoding(in, start, fields).fragment();
  }
}
