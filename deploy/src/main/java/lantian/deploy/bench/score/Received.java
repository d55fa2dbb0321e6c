package lantian.deploy.bench.score;

import java.util.Arrays;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.ItemReading;
import lantian.obd.frame.Frame;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Profile;
import lantian.obd.store.UnitItems;

/**
 * All items of one truck, read from its frames by what the projector reads them with, and merged as
 * stored ones are: in the order (second, type), each once, none that contradicts another (收到的信息项).
 */
final class Received {
  private static final int INDEX_BITS = 24;
  private static final int TYPE_BITS = 8;

  private final UnitItems unit;
  private long[] keys = new long[1 << 16];
  private byte[][] arrays = new byte[1 << 16][];
  private int[] offsets = new int[1 << 16];
  private int[] lengths = new int[1 << 16];
  private byte[] terminals = new byte[1 << 16];
  private int taken;
  private int count;

  Received(Dossier dossier) {
    this.unit = new UnitItems(true, dossier);
  }

  void packet(long received, int terminal, byte[] frame) {
    unit.read(Frame.of(frame), Profile.GB17691, received * 1_000);
    for (int i = 0; i < unit.count(); i++) {
      if (unit.judged(i)) {
        room();
        keys[taken] = (unit.second(i) << TYPE_BITS | unit.type(i)) << INDEX_BITS | (long) taken;
        arrays[taken] = unit.bytes(i);
        offsets[taken] = unit.offset(i);
        lengths[taken] = unit.length(i);
        terminals[taken] = (byte) terminal;
        taken++;
      }
    }
  }

  private void room() {
    if (taken == keys.length) {
      int more = taken * 2;
      keys = Arrays.copyOf(keys, more);
      arrays = Arrays.copyOf(arrays, more);
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
      terminals = Arrays.copyOf(terminals, more);
    }
  }

  /** Puts them in order when all have come; the numbers below count from here on. */
  void merge() {
    Arrays.sort(keys, 0, taken);
    int from = 0;
    while (from < taken) {
      int to = from + 1;
      while (to < taken && keys[to] >> INDEX_BITS == keys[from] >> INDEX_BITS) {
        to++;
      }
      int one = to == from + 1 ? from : oneOf(from, to);
      if (one >= 0) {
        keys[count++] = keys[one];
      }
      from = to;
    }
  }

  /** Of equal bodies any, of different marks the least, of different items none. */
  private int oneOf(int from, int to) {
    int one = from;
    for (int i = from + 1; i < to; i++) {
      int order = Arrays.compareUnsigned(body(i), body(one));
      if (order != 0 && !ItemType.mark((int) (keys[i] >> INDEX_BITS) & 0xFF)) {
        return -1;
      }
      one = order < 0 ? i : one;
    }
    return one;
  }

  private byte[] body(int i) {
    int at = index(i);
    return Arrays.copyOfRange(arrays[at], offsets[at], offsets[at] + lengths[at]);
  }

  int count() {
    return count;
  }

  long second(int i) {
    return keys[i] >> (TYPE_BITS + INDEX_BITS);
  }

  int type(int i) {
    return (int) (keys[i] >> INDEX_BITS) & 0xFF;
  }

  /** The item as a reading of a proven sender, written into {@code reading}. */
  ItemReading read(int i, ItemReading reading) {
    int at = index(i);
    return reading.set(second(i), type(i), arrays[at], offsets[at], true, terminals[at]);
  }

  private int index(int i) {
    return (int) keys[i] & ((1 << INDEX_BITS) - 1);
  }
}
