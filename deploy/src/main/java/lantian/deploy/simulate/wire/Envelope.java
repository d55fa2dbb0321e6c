package lantian.deploy.simulate.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import lantian.proto.CityTime;

/** Header, unit and check byte of a frame; spec clauses 2 and 5, written again on purpose. */
final class Envelope {
  static final int HEADER = 24;
  static final int PLAIN = 0x01;
  static final int COMMAND_FLAG = 0xFE;
  private static final int VIN = 17;

  private Envelope() {}

  /** A frame with a terminal's header: VIN at 3, software version at 20. */
  static byte[] terminal(int mark, int command, byte[] vin, int version, byte[] unit) {
    byte[] frame = new byte[HEADER + unit.length + 1];
    ByteBuffer out = ByteBuffer.wrap(frame).put((byte) mark).put((byte) mark).put((byte) command);
    out.put(vin, 0, VIN).put((byte) version);
    return closed(frame, out, unit);
  }

  /** A frame with a platform's header: command flag at 3, code or VIN at 4. */
  static byte[] platform(int mark, int command, byte[] code, byte[] unit) {
    byte[] frame = new byte[HEADER + unit.length + 1];
    ByteBuffer out = ByteBuffer.wrap(frame).put((byte) mark).put((byte) mark).put((byte) command);
    out.put((byte) COMMAND_FLAG).put(code, 0, VIN);
    return closed(frame, out, unit);
  }

  /** XOR of the bytes from the command byte to the last byte of the unit. */
  static byte check(byte[] frame) {
    byte sum = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      sum ^= frame[i];
    }
    return sum;
  }

  /** The six time bytes: year − 2000, month, day, hour, minute, second in +08:00. */
  static ByteBuffer putTime(ByteBuffer out, long second) {
    ZonedDateTime at = Instant.ofEpochSecond(second).atZone(CityTime.ZONE);
    return out.put((byte) (at.getYear() - 2000))
        .put((byte) at.getMonthValue())
        .put((byte) at.getDayOfMonth())
        .put((byte) at.getHour())
        .put((byte) at.getMinute())
        .put((byte) at.getSecond());
  }

  private static byte[] closed(byte[] frame, ByteBuffer out, byte[] unit) {
    if (unit.length > 65_531) {
      throw new IllegalArgumentException("a unit of " + unit.length + " bytes is too long");
    }
    out.put((byte) PLAIN).putShort((short) unit.length).put(unit);
    frame[frame.length - 1] = check(frame);
    return frame;
  }
}
