package lantian.obd.log;

import java.util.SplittableRandom;
import lantian.obd.packet.Profile;

/** Frames and connections to fill a log with. */
final class SampleFrames {
  private SampleFrames() {}

  /** A frame with a right check byte, its unit of random bytes, its number in the first four. */
  static byte[] frame(int number, int unitLength, SplittableRandom random) {
    byte[] frame = new byte[25 + unitLength];
    random.nextBytes(frame);
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = 0x02;
    for (int i = 3; i < 20; i++) {
      frame[i] = (byte) ('A' + (number + i) % 26);
    }
    frame[21] = 1;
    frame[22] = (byte) (unitLength >> 8);
    frame[23] = (byte) unitLength;
    for (int i = 0; i < 4; i++) {
      frame[24 + i] = (byte) (number >> (24 - 8 * i));
    }
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return frame;
  }

  static byte[] frame(int number) {
    return frame(number, 40, new SplittableRandom(number));
  }

  static Connection connection(long id) {
    return new Connection(id, 3, Profile.HJ1239, true, "192.0.2." + id % 250, "");
  }
}
