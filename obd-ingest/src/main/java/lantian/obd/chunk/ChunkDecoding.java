package lantian.obd.chunk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lantian.obd.packet.Signal;

/** One reading of a chunk's columns; everything read is checked before it is used. */
final class ChunkDecoding {
  private static final int MAX_ICCID = 1024;

  private final ColumnReader in;
  private final long start;
  private final int packetFields;
  private PacketTable packets = new PacketTable(new byte[0], 0, new String[0]);
  private int[] column = new int[0];

  /**
   * @param packetFields how many numbers a packet has on disk, the first of its row
   */
  ChunkDecoding(ColumnReader in, long start, int packetFields) {
    this.in = in;
    this.start = start;
    this.packetFields = packetFields;
  }

  Fragment fragment() {
    packets();
    int streams = in.count(ChunkCodec.MAX_ROWS);
    column = room(streams);
    int[] streamKeys = keys(streams, true);
    int[] streamSources = below(streams, packets.count());
    byte[] stream = stream(streams);
    int[] ends = ends();
    byte[] bodies = in.raw(ends.length == 0 ? 0 : ends[ends.length - 1]);
    int others = in.count(ChunkCodec.MAX_ROWS);
    column = room(others);
    int[] keys = keys(others, false);
    int[] sources = below(others, packets.count());
    int[] numbers = below(others, ends.length);
    in.end();
    int[] order = merged(streamKeys, keys);
    return new Fragment(
        start,
        stream,
        bodies,
        ends,
        pick(order, streamKeys, keys),
        pick(order, rows(streams), numbers),
        pick(order, streamSources, sources),
        packets);
  }

  private void packets() {
    int count = in.count(ChunkCodec.MAX_ROWS);
    column = room(count);
    String[] iccids = iccids();
    byte[] rows = new byte[count * PacketTable.ROW];
    long[] longs = new long[count];
    for (int i = 0; i < packetFields; i++) {
      int[] field = PacketTable.FIELDS[i];
      if (field[1] == Long.BYTES) {
        in.longs(longs, count);
        Rows.scatter(longs, count, rows, field[0], PacketTable.ROW);
      } else {
        in.words(column, count);
        Rows.scatter(column, count, rows, field[0], PacketTable.ROW, field[1]);
      }
    }
    packets = new PacketTable(rows, count, iccids);
    for (int row = 0; row < count; row++) {
      packets.check(row);
    }
  }

  private String[] iccids() {
    String[] iccids = new String[in.count(ChunkCodec.MAX_ROWS)];
    for (int i = 0; i < iccids.length; i++) {
      iccids[i] = new String(in.raw(in.count(MAX_ICCID)), StandardCharsets.UTF_8);
    }
    return iccids;
  }

  private byte[] stream(int count) {
    byte[] stream = new byte[count * OpenChunk.STREAM_LENGTH];
    for (Signal field : ChunkCodec.FIELDS) {
      in.words(column, count);
      Rows.scatter(column, count, stream, field.at(), OpenChunk.STREAM_LENGTH, field.width());
    }
    return stream;
  }

  private int[] ends() {
    int count = in.count(ChunkCodec.MAX_ROWS);
    int[] ends = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += in.count(ChunkCodec.MAX_BODIES - end);
      ends[i] = end;
    }
    return ends;
  }

  private int[] keys(int count, boolean stream) {
    int[] keys = below(count, OpenChunk.SECONDS << 8);
    for (int i = 0; i < count; i++) {
      if (i > 0 && keys[i] < keys[i - 1]) {
        throw new DamagedChunkException("items are not in order");
      }
      if (((keys[i] & 0xFF) == OpenChunk.STREAM) != stream) {
        throw new DamagedChunkException("an item stands among those of another kind");
      }
    }
    return keys;
  }

  private int[] below(int count, int limit) {
    in.words(column, count);
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      if (column[i] < 0 || column[i] >= limit) {
        throw new DamagedChunkException("a number " + column[i] + " is not below " + limit);
      }
      out[i] = column[i];
    }
    return out;
  }

  /** Order of both kinds together: numbers below the count of stream items are stream items. */
  private static int[] merged(int[] streams, int[] others) {
    int[] order = new int[streams.length + others.length];
    int s = 0;
    int o = 0;
    for (int i = 0; i < order.length; i++) {
      boolean takeStream = o == others.length || (s < streams.length && streams[s] <= others[o]);
      order[i] = takeStream ? s++ : streams.length + o++;
    }
    return order;
  }

  private static int[] pick(int[] order, int[] streams, int[] others) {
    int[] out = new int[order.length];
    for (int i = 0; i < out.length; i++) {
      int at = order[i];
      out[i] = at < streams.length ? streams[at] : others[at - streams.length];
    }
    return out;
  }

  private static int[] rows(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private int[] room(int count) {
    return column.length >= count ? column : new int[count];
  }
}
