package lantian.obd.terminal;

import lantian.obd.frame.Frame;
import lantian.obd.packet.Command;
import lantian.obd.packet.Nesting;
import lantian.obd.packet.Profile;

/**
 * Recognises GB/T 32960 frames (新能源车报文), which have the same frame and reach these ports by
 * mistake.
 *
 * <p>Their header is the platform-style one behind {@code ##}. On a terminal's port that is enough.
 * On a platform's port, where some senders use {@code ##} too, the login tells: 30 bytes and a list
 * of battery codes, where ours has 28 or 41.
 */
final class Stranger {
  private static final int LOGIN_LEAST = 30;
  private static final int CODES = 28;
  private static final int CODE_LENGTH = 29;

  private Stranger() {}

  static boolean gbt32960(Frame frame, Profile profile) {
    if (frame.startMark() != '#' || !frame.platformStyle()) {
      return false;
    }
    return profile != Profile.PLATFORM || login(frame);
  }

  private static boolean login(Frame frame) {
    if (frame.command() != Command.LOGIN || frame.unitLength() < LOGIN_LEAST) {
      return false;
    }
    byte[] bytes = frame.bytes();
    int end = frame.unitOffset() + frame.unitLength();
    if (Nesting.frameAt(bytes, frame.unitOffset(), end) > 0) {
      return false;
    }
    int codes = bytes[frame.unitOffset() + CODES] & 0xFF;
    int length = bytes[frame.unitOffset() + CODE_LENGTH] & 0xFF;
    return frame.unitLength() == LOGIN_LEAST + codes * length;
  }
}
