package lantian.obd.store;

import java.util.Arrays;
import lantian.obd.packet.ItemType;

/**
 * The items of one packet as places in its plain unit (报文内容), sorted by (second, type) as the judge
 * wants them. One object is filled again for every packet.
 */
final class Contents {
  private static final int FIRST_ROOM = 16;

  private byte[] unit = {};
  private long[] keys = new long[FIRST_ROOM];
  private int[] offsets = new int[FIRST_ROOM];
  private int[] lengths = new int[FIRST_ROOM];
  private byte[] clock = {};
  private int count;
  private int marks;
  private boolean sorted;

  /** Forgets the packet before. */
  void clear(byte[] unit) {
    this.unit = unit;
    count = 0;
    marks = 0;
    sorted = true;
  }

  /** Adds an item whose body stands in the unit. */
  void add(long second, int type, int offset, int length) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      offsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    keys[count] = Vehicle.key(second, type);
    offsets[count] = offset;
    lengths[count] = length;
    marks += ItemType.mark(type) ? 1 : 0;
    sorted &= count == 0 || keys[count] >= keys[count - 1];
    count++;
  }

  /** Adds what a packet with a time that can't be is marked with, once at most. */
  void addClock(long second, byte[] body) {
    clock = body;
    add(second, ItemType.CLOCK, 0, body.length);
  }

  /** Puts the items in order; equal keys keep the order of the wire. */
  void sort() {
    for (int i = sorted ? count : 1; i < count; i++) {
      long key = keys[i];
      int offset = offsets[i];
      int length = lengths[i];
      int to = i;
      for (; to > 0 && keys[to - 1] > key; to--) {
        keys[to] = keys[to - 1];
        offsets[to] = offsets[to - 1];
        lengths[to] = lengths[to - 1];
      }
      keys[to] = key;
      offsets[to] = offset;
      lengths[to] = length;
    }
    sorted = true;
  }

  int count() {
    return count;
  }

  /** True if it has an item that is no mark. */
  boolean measures() {
    return count > marks;
  }

  byte[] unit() {
    return unit;
  }

  /** The array that holds the body of an item. */
  byte[] bytes(int item) {
    return type(item) == ItemType.CLOCK ? clock : unit;
  }

  long key(int item) {
    return keys[item];
  }

  long second(int item) {
    return keys[item] >> Vehicle.SECOND_SHIFT;
  }

  int type(int item) {
    return (int) keys[item] & 0xFF;
  }

  int offset(int item) {
    return offsets[item];
  }

  int length(int item) {
    return lengths[item];
  }
}
