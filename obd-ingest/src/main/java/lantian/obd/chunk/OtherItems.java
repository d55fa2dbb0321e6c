package lantian.obd.chunk;

import java.util.Arrays;

/** Items of a chunk that are no stream items: keys, sources and a dictionary of bodies. */
final class OtherItems {
  /** Stands for no items; never added to. */
  static final OtherItems NONE = new OtherItems();

  private static final int STEP = 4;

  private final BodyPool bodies = new BodyPool();
  private int[] keys = new int[STEP];
  private int[] body = new int[STEP];
  private int[] packet = new int[STEP];
  private int count;
  private int greatest = -1;

  int count() {
    return count;
  }

  int bytes() {
    return this == NONE ? 0 : 96 + keys.length * 3 * Integer.BYTES + bodies.size();
  }

  BodyPool bodies() {
    return bodies;
  }

  /** Second of the chunk shifted by 8, and type. */
  int key(int item) {
    return keys[item];
  }

  int body(int item) {
    return body[item];
  }

  int packet(int item) {
    return packet[item];
  }

  Added add(OpenChunk chunk, PacketRef source, int key, byte[] src, int offset, int length) {
    int number = bodies.numberOf(src, offset, length);
    boolean known = false;
    boolean same = false;
    for (int i = key > greatest ? -1 : count - 1; i >= 0; i--) {
      if (keys[i] != key) {
        continue;
      }
      known = true;
      if (body[i] == number) {
        same = true;
        if (chunk.packets().sameProof(packet[i], source)) {
          packet[i] = chunk.better(key >>> 8, packet[i], source);
          return Added.SAME;
        }
      }
    }
    greatest = Math.max(greatest, key);
    append(key, number, chunk.packets().rowOf(source));
    return same ? Added.SAME : known ? Added.CONFLICT : Added.NEW;
  }

  private void append(int key, int number, int source) {
    if (count == keys.length) {
      int grown = count + Math.max(STEP, count / 2);
      keys = Arrays.copyOf(keys, grown);
      body = Arrays.copyOf(body, grown);
      packet = Arrays.copyOf(packet, grown);
    }
    keys[count] = key;
    body[count] = number;
    packet[count++] = source;
  }
}
