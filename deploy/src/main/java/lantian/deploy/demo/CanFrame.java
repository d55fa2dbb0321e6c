package lantian.deploy.demo;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One extended CAN frame of a vehicle network as J1939 uses it (CAN报文).
 *
 * @param seconds time as the recording gives it
 * @param group parameter group number
 * @param source address of the controller that sent it
 * @param data up to eight bytes
 */
record CanFrame(double seconds, int group, int source, byte[] data) {
  /** Reads a candump line; null for anything but an extended data frame. */
  static @Nullable CanFrame of(String line) {
    int close = line.indexOf(')');
    int hash = line.indexOf('#');
    if (close < 2 || hash < close || hash + 1 == line.length() || line.charAt(hash + 1) == 'R') {
      return null;
    }
    String id = line.substring(line.lastIndexOf(' ', hash) + 1, hash);
    if (id.length() != 8) {
      return null;
    }
    int bits = Integer.parseUnsignedInt(id, 16);
    int group = (bits >>> 8) & 0x3FFFF;
    // Below 0xF0 the low byte is a destination address and no part of the group number.
    group = (group & 0xFF00) < 0xF000 ? group & 0x3FF00 : group;
    double seconds = Double.parseDouble(line.substring(1, close));
    return new CanFrame(
        seconds, group, bits & 0xFF, HexFormat.of().parseHex(line.substring(hash + 1)));
  }

  /** An unsigned little-endian number; all ones where the frame is too short. */
  long word(int at, int width) {
    if (at + width > data.length) {
      return (1L << (8 * width)) - 1;
    }
    long word = 0;
    for (int i = width - 1; i >= 0; i--) {
      word = (word << 8) | (data[at + i] & 0xFF);
    }
    return word;
  }
}
