package lantian.obd.chunk;

import java.util.Arrays;

/** Sorts what an open chunk holds. */
final class Freeze {
  private final byte[] stream;
  private final int[] streamSource;
  private final OtherItems others;
  private final byte[] bodies;
  private final int[] ends;
  private final PacketTable packets;

  private Freeze(byte[] stream, int[] streamSource, OtherItems others, PacketTable packets) {
    this.stream = stream;
    this.streamSource = streamSource;
    this.others = others;
    this.packets = packets;
    this.bodies = others.bodies().bytes();
    this.ends = others.bodies().ends();
  }

  static Fragment of(
      long start, byte[] stream, int[] streamSource, OtherItems others, PacketTable packets) {
    return new Freeze(stream, streamSource, others, packets).fragment(start);
  }

  private Fragment fragment(long start) {
    long[] order = order();
    int[] rows = new int[packets.count()];
    PacketTable sorted = packets.sorted(rows);
    int[] keys = new int[order.length];
    int[] places = new int[order.length];
    int[] sources = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      keys[i] = (int) (order[i] >>> 32);
      places[i] = place((int) order[i]);
      sources[i] = rows[source((int) order[i])];
    }
    return new Fragment(start, stream, bodies, ends, keys, places, sources, sorted);
  }

  /** Items as key in the upper and number in the lower half; stream items are numbered first. */
  private long[] order() {
    int streams = streamSource.length;
    long[] order = new long[streams + others.count()];
    for (int i = 0; i < streams; i++) {
      order[i] = (long) (streamSource[i] >>> 16 << 8 | OpenChunk.STREAM) << 32 | i;
    }
    for (int i = 0; i < others.count(); i++) {
      order[streams + i] = (long) others.key(i) << 32 | (streams + i);
    }
    Arrays.sort(order);
    for (int i = 1; i < order.length; i++) {
      sink(order, i);
    }
    return order;
  }

  private void sink(long[] order, int from) {
    for (int i = from; i > 0 && order[i] >>> 32 == order[i - 1] >>> 32; i--) {
      if (compare((int) order[i - 1], (int) order[i]) <= 0) {
        return;
      }
      long lower = order[i];
      order[i] = order[i - 1];
      order[i - 1] = lower;
    }
  }

  /** Order of two items of one key: by body, then by proof. */
  private int compare(int left, int right) {
    byte[] in = left < streamSource.length ? stream : bodies;
    int byBody = Arrays.compareUnsigned(in, from(left), to(left), in, from(right), to(right));
    return byBody != 0
        ? byBody
        : PacketTable.compareProofs(packets, source(left), packets, source(right));
  }

  private int from(int item) {
    int place = place(item);
    if (item < streamSource.length) {
      return place * OpenChunk.STREAM_LENGTH;
    }
    return place == 0 ? 0 : ends[place - 1];
  }

  private int to(int item) {
    return item < streamSource.length ? from(item) + OpenChunk.STREAM_LENGTH : ends[place(item)];
  }

  private int place(int item) {
    return item < streamSource.length ? item : others.body(item - streamSource.length);
  }

  private int source(int item) {
    return item < streamSource.length
        ? streamSource[item] & 0xFFFF
        : others.packet(item - streamSource.length);
  }
}
