package lantian.obd.chunk;

import java.util.Arrays;

/**
 * Items of one vehicle and five minutes, sorted by (second, type, body, proof), and the packets
 * they came from (数据块片段).
 *
 * <p>Several fragments of one vehicle and time may overlap; {@link MergedItems} joins them.
 */
public final class Fragment {
  private final long start;
  private final byte[] stream;
  private final byte[] bodies;
  private final int[] ends;
  private final int[] keys;
  private final int[] places;
  private final int[] sources;
  private final PacketTable packets;

  /**
   * @param start first epoch second of the five minutes
   * @param stream stream bodies, 37 bytes each
   * @param bodies distinct other bodies
   * @param ends end of each body in {@code bodies}
   * @param keys per item second − start, shifted by 8, and type; ascending
   * @param places per item number of its row in {@code stream} or of its body
   * @param sources per item row in {@code packets}
   */
  Fragment(
      long start,
      byte[] stream,
      byte[] bodies,
      int[] ends,
      int[] keys,
      int[] places,
      int[] sources,
      PacketTable packets) {
    this.start = start;
    this.stream = stream;
    this.bodies = bodies;
    this.ends = ends;
    this.keys = keys;
    this.places = places;
    this.sources = sources;
    this.packets = packets;
  }

  /** First epoch second of the five minutes. */
  public long start() {
    return start;
  }

  /** Number of items, every copy counted. */
  public int size() {
    return keys.length;
  }

  /** Collection second of an item. */
  public long second(int item) {
    return start + (keys[item] >>> 8);
  }

  /** Information type code of an item. */
  public int type(int item) {
    return keys[item] & 0xFF;
  }

  /** The array that holds the body of an item; not to be written to. */
  public byte[] bytes(int item) {
    return isStream(item) ? stream : bodies;
  }

  /** Where the body of an item begins. */
  public int offset(int item) {
    int place = places[item];
    if (isStream(item)) {
      return place * OpenChunk.STREAM_LENGTH;
    }
    return place == 0 ? 0 : ends[place - 1];
  }

  /** Length of the body of an item in bytes. */
  public int length(int item) {
    return isStream(item) ? OpenChunk.STREAM_LENGTH : ends[places[item]] - offset(item);
  }

  /** The packet that an item came from: of those with this proof the one received first. */
  public PacketRef source(int item) {
    return packets.get(sources[item]);
  }

  /** Number of packets listed, those that brought nothing new among them. */
  public int packetCount() {
    return packets.count();
  }

  /** A packet, in the order of the log. */
  public PacketRef packet(int row) {
    return packets.get(row);
  }

  /** Order of the bodies of two items, byte by byte. */
  int compareBody(int item, Fragment other, int otherItem) {
    int l = offset(item);
    int r = other.offset(otherItem);
    return Arrays.compareUnsigned(
        bytes(item), l, l + length(item), other.bytes(otherItem), r, r + other.length(otherItem));
  }

  boolean isStream(int item) {
    return (keys[item] & 0xFF) == OpenChunk.STREAM;
  }

  /** Number of stream items. */
  int streams() {
    int count = 0;
    for (int key : keys) {
      count += (key & 0xFF) == OpenChunk.STREAM ? 1 : 0;
    }
    return count;
  }

  /**
   * Bodies of these stream items one behind the other; the stream itself if it is in that order.
   */
  byte[] streamRows(int[] items) {
    int inOrder = 0;
    while (inOrder < items.length && places[items[inOrder]] == inOrder) {
      inOrder++;
    }
    if (inOrder == items.length) {
      return stream;
    }
    byte[] rows = new byte[items.length * OpenChunk.STREAM_LENGTH];
    for (int i = 0; i < items.length; i++) {
      System.arraycopy(
          stream,
          places[items[i]] * OpenChunk.STREAM_LENGTH,
          rows,
          i * OpenChunk.STREAM_LENGTH,
          OpenChunk.STREAM_LENGTH);
    }
    return rows;
  }

  /** Memory it takes, in bytes, roughly. */
  long memory() {
    return 512L
        + stream.length
        + bodies.length
        + (ends.length + 3L * keys.length) * Integer.BYTES
        + packets.bytes();
  }

  int key(int item) {
    return keys[item];
  }

  int place(int item) {
    return places[item];
  }

  int sourceRow(int item) {
    return sources[item];
  }

  PacketTable packets() {
    return packets;
  }

  byte[] stream() {
    return stream;
  }

  byte[] bodies() {
    return bodies;
  }

  int[] ends() {
    return ends;
  }
}
