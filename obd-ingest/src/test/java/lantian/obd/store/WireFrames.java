package lantian.obd.store;

import java.io.ByteArrayOutputStream;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.WireTime;
import lantian.proto.Vin;

/** Frames put together byte by byte, for tests. */
public final class WireFrames {
  private WireFrames() {}

  /**
   * An item with its own collection time.
   *
   * @param second collection time
   * @param type info type code
   * @param body the body
   */
  public record Body(long second, int type, byte[] body) {}

  /** A realtime frame in the HJ 1239 layout, unsigned. */
  public static Frame realtime(Vin vin, long sent, List<Body> items) {
    return frame(vin, 0x02, 0x01, hjUnit(sent, items));
  }

  /** sendTime6, flow2, {type1, collectTime6, body}*. */
  public static byte[] hjUnit(long sent, List<Body> items) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    time(unit, sent);
    unit.write(0);
    unit.write(1);
    for (Body item : items) {
      unit.write(item.type());
      time(unit, item.second());
      unit.writeBytes(item.body());
    }
    return unit.toByteArray();
  }

  /**
   * A terminal frame: start marks, command, VIN, version 1, encryption, length, unit, check byte.
   */
  public static Frame frame(Vin vin, int command, int encryption, byte[] unit) {
    byte[] frame = new byte[unit.length + Frame.OVERHEAD];
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = (byte) command;
    System.arraycopy(vin.bytes(), 0, frame, 3, Vin.LENGTH);
    frame[20] = 1;
    frame[21] = (byte) encryption;
    frame[22] = (byte) (unit.length >> 8);
    frame[23] = (byte) unit.length;
    System.arraycopy(unit, 0, frame, Frame.HEADER, unit.length);
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return Frame.of(frame);
  }

  private static void time(ByteArrayOutputStream out, long second) {
    byte[] six = new byte[WireTime.SIZE];
    WireTime.write(second, six, 0);
    out.writeBytes(six);
  }
}
