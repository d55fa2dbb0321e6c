package lantian.obd.store;

import java.nio.ByteBuffer;
import lantian.obd.log.LogPosition;

/**
 * Names a lane of the log (日志通道).
 *
 * @param writer number of the writer, unsigned 32 bit
 * @param lane 0–255
 */
record LaneKey(int writer, int lane) {
  static LaneKey of(LogPosition position) {
    return new LaneKey(position.writer(), position.lane());
  }

  static LaneKey of(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new LaneKey(in.getInt(), in.get() & 0xFF);
  }

  /** Writer and lane as 5 bytes, big-endian. */
  byte[] key() {
    return ByteBuffer.allocate(5).putInt(writer).put((byte) lane).array();
  }

  @Override
  public String toString() {
    return "lane " + Integer.toUnsignedString(writer) + "/" + lane;
  }
}
