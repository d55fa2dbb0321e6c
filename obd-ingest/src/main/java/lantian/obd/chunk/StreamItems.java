package lantian.obd.chunk;

import java.util.Arrays;

/**
 * Stream items of a chunk: wire words in the order of arrival, and blocks into which older ones
 * were packed because memory is short.
 */
final class StreamItems {
  private static final int LENGTH = OpenChunk.STREAM_LENGTH;
  private static final int FIRST = 10;
  private static final int NOT_THERE = -1;
  private static final byte[][] NONE = new byte[0][];

  private final long[] seen = new long[(OpenChunk.SECONDS + 63) / 64];
  private byte[] rows = new byte[FIRST * LENGTH];

  /** Per row second of the chunk in the upper, row of the packet in the lower 16 bits. */
  private int[] marks = new int[FIRST];

  private int loose;
  private byte[][] blocks = NONE;
  private int packed;

  int count() {
    return packed + loose;
  }

  /** Items that are not packed. */
  int loose() {
    return loose;
  }

  int bytes() {
    int bytes = 160 + rows.length + marks.length * Integer.BYTES;
    for (byte[] block : blocks) {
      bytes += 24 + block.length;
    }
    return bytes;
  }

  Added add(OpenChunk chunk, PacketRef packet, int at, byte[] src, int offset) {
    long bit = 1L << at;
    if ((seen[at >> 6] & bit) == 0) {
      seen[at >> 6] |= bit;
      append(at << 16 | chunk.packets().rowOf(packet), src, offset);
      return Added.NEW;
    }
    boolean same = false;
    int row = loose;
    while ((row = before(rows, marks, row, at, src, offset)) != NOT_THERE) {
      same = true;
      int source = marks[row] & 0xFFFF;
      if (chunk.packets().sameProof(source, packet)) {
        marks[row] = at << 16 | chunk.better(at, source, packet);
        return Added.SAME;
      }
    }
    for (int block = blocks.length - 1; block >= 0; block--) {
      if (StreamBlock.covers(blocks[block], at)) {
        StreamBlock open = StreamBlock.open(blocks[block]);
        row = open.count();
        while ((row = before(open.rows(), open.marks(), row, at, src, offset)) != NOT_THERE) {
          same = true;
          if (chunk.packets().sameProof(open.marks()[row] & 0xFFFF, packet)) {
            improve(chunk, packet, block, open, row);
            return Added.SAME;
          }
        }
      }
    }
    append(at << 16 | chunk.packets().rowOf(packet), src, offset);
    return same ? Added.SAME : Added.CONFLICT;
  }

  /** The last row before {@code row} with this second and body. */
  private static int before(byte[] rows, int[] marks, int row, int at, byte[] src, int offset) {
    for (int i = row - 1; i >= 0; i--) {
      int from = i * LENGTH;
      if (marks[i] >>> 16 == at
          && Arrays.equals(rows, from, from + LENGTH, src, offset, offset + LENGTH)) {
        return i;
      }
    }
    return NOT_THERE;
  }

  private void improve(OpenChunk chunk, PacketRef packet, int block, StreamBlock open, int row) {
    int at = open.marks()[row] >>> 16;
    int source = open.marks()[row] & 0xFFFF;
    int better = chunk.better(at, source, packet);
    if (better != source) {
      int moved = loose + row;
      loosen(block, open);
      marks[moved] = at << 16 | better;
    }
  }

  private void append(int mark, byte[] src, int offset) {
    if (loose == marks.length) {
      room(loose + Math.max(FIRST, loose / 4));
    }
    System.arraycopy(src, offset, rows, loose * LENGTH, LENGTH);
    marks[loose++] = mark;
  }

  private void room(int room) {
    rows = Arrays.copyOf(rows, room * LENGTH);
    marks = Arrays.copyOf(marks, room);
  }

  /** Packs all that is loose; costs about as much as writing it. */
  void pack() {
    if (loose > 0) {
      blocks = Arrays.copyOf(blocks, blocks.length + 1);
      blocks[blocks.length - 1] = StreamBlock.pack(rows, marks, loose);
      packed += loose;
      loose = 0;
      rows = new byte[FIRST * LENGTH];
      marks = new int[FIRST];
    }
  }

  private void loosen(int block, StreamBlock open) {
    byte[][] rest = Arrays.copyOf(blocks, blocks.length - 1);
    System.arraycopy(blocks, block + 1, rest, block, rest.length - block);
    blocks = rest;
    room(loose + open.count());
    System.arraycopy(open.rows(), 0, rows, loose * LENGTH, open.count() * LENGTH);
    System.arraycopy(open.marks(), 0, marks, loose, open.count());
    loose += open.count();
    packed -= open.count();
  }

  /** Everything side by side: rows keep their place for ever, marks are a copy. */
  Loose all() {
    if (blocks.length == 0) {
      return new Loose(rows, Arrays.copyOf(marks, loose));
    }
    byte[] allRows = Arrays.copyOf(rows, count() * LENGTH);
    int[] allMarks = Arrays.copyOf(marks, count());
    int next = loose;
    for (byte[] block : blocks) {
      StreamBlock open = StreamBlock.open(block);
      System.arraycopy(open.rows(), 0, allRows, next * LENGTH, open.count() * LENGTH);
      System.arraycopy(open.marks(), 0, allMarks, next, open.count());
      next += open.count();
    }
    return new Loose(allRows, allMarks);
  }

  /**
   * Stream items unpacked.
   *
   * @param rows bodies one behind the other
   * @param marks second of the chunk in the upper, row of the packet in the lower 16 bits
   */
  record Loose(byte[] rows, int[] marks) {}
}
