package lantian.obd.log;

import java.nio.ByteBuffer;

/** Frames on their way into one log document (待写批次). Guarded by its lane until it is taken. */
final class Gathering {
  private static final int INITIAL = 16 << 10;
  private static final int MOST_ROWS = 65_535;

  private final int maxFrames;
  private final int maxBytes;
  private ByteBuffer rows = ByteBuffer.allocate(1 << 10);
  private ByteBuffer frames = ByteBuffer.allocate(INITIAL);
  private int rowCount;
  private int count;
  private long at;
  private long generation;
  private Receipts receipts = new Receipts();

  Gathering(int maxFrames, int maxBytes) {
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
  }

  /** Empties it for the next batch, whose generation differs from all others of the lane. */
  void begin(long newGeneration) {
    rows.clear();
    frames.clear();
    rowCount = 0;
    count = 0;
    generation = newGeneration;
    receipts = new Receipts();
  }

  /**
   * Takes a copy of the frame; false if the batch is full. An empty batch takes every frame up to
   * {@link LogSettings#LONGEST_FRAME}; a longer one would be asked for again without end.
   */
  boolean add(Feed feed, long millis, int mark, byte[] bytes, int offset, int length) {
    if (length > LogSettings.LONGEST_FRAME) {
      throw new IllegalArgumentException("a frame of " + length + " bytes never fits a batch");
    }
    boolean known = feed.generation == generation;
    boolean newRow = !known || feed.rowIsNew;
    int rowBytes = newRow ? feed.row.length : 0;
    int frameBytes = LogBody.FRAME_HEAD + length;
    if (count == maxFrames
        || size() + rowBytes + frameBytes > maxBytes
        || (newRow && rowCount == MOST_ROWS)) {
      return false;
    }
    if (newRow) {
      rows = room(rows, rowBytes);
      rows.put(feed.row);
      feed.rowNumber = rowCount++;
      feed.rowIsNew = false;
    }
    if (!known) {
      feed.generation = generation;
      feed.slot = receipts.open(feed);
    }
    receipts.count(feed.slot);
    frames = room(frames, frameBytes);
    frames
        .putShort((short) feed.rowNumber)
        .put((byte) mark)
        .putInt((int) Math.max(0, millis - at))
        .putShort((short) length)
        .put(bytes, offset, length);
    count++;
    return true;
  }

  /** Sets the time that offsets count from; called before the first frame. */
  void at(long millis) {
    at = millis;
  }

  long at() {
    return at;
  }

  int count() {
    return count;
  }

  /** Length of the body it makes. */
  int size() {
    return LogBody.ROWS_HEAD + rows.position() + frames.position();
  }

  Receipts receipts() {
    return receipts;
  }

  /** Writes the body. */
  void writeTo(ByteBuffer out) {
    out.putShort((short) rowCount)
        .put(rows.array(), 0, rows.position())
        .put(frames.array(), 0, frames.position());
  }

  private static ByteBuffer room(ByteBuffer buffer, int bytes) {
    if (buffer.remaining() >= bytes) {
      return buffer;
    }
    int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
    return ByteBuffer.allocate(capacity).put(buffer.flip());
  }
}
