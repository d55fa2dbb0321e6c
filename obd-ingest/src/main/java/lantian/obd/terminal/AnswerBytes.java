package lantian.obd.terminal;

import java.util.Arrays;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Command;
import lantian.obd.packet.Nesting;
import lantian.obd.packet.WireTime;

/** Writes answers byte for byte (应答编码). See spec clause 5. */
final class AnswerBytes {
  private static final int HEAD = 21;
  private static final int UNIT = 24;
  private static final int POSITIVE = 0x01;
  private static final int NEGATIVE = 0x02;
  private static final int ACTIVATION_VIN = 86;
  private static final int ACTIVATION_UNIT = 103;
  private static final int VIN_ERROR = 0x02;

  private AnswerBytes() {}

  /**
   * Writes the answer; the time of a {@link AnswerForm#fast} one is still to be stamped.
   *
   * @param accepted false if the frame was quarantined
   * @param epochSecond our time
   */
  static void write(
      AnswerForm form,
      Frame frame,
      AckPolicy policy,
      boolean accepted,
      long epochSecond,
      byte[] out) {
    byte[] in = frame.bytes();
    int at = frame.offset();
    System.arraycopy(in, at, out, 0, HEAD);
    out[21] = 0x01;
    out[22] = 0;
    out[23] = (byte) (form.length() - Frame.OVERHEAD);
    switch (form) {
      case SILENT -> throw new IllegalStateException("no answer is due");
      case ECHO, ECHO_TIME -> {
        if (policy == AckPolicy.CITY_ZZ) {
          out[2] = (byte) CityCommand.answer(frame.command());
        }
      }
      case ACTIVATION -> {
        boolean sameVin = !accepted || activationVinFits(frame);
        out[2] = Command.ACTIVATION_ANSWER;
        out[UNIT] = (byte) (sameVin ? POSITIVE : NEGATIVE);
        out[UNIT + 1] = (byte) (sameVin ? 0 : VIN_ERROR);
      }
      case PLATFORM, PLATFORM_TIME -> {
        out[3] = (byte) (accepted ? POSITIVE : NEGATIVE);
        System.arraycopy(in, at + (frame.platformStyle() ? 4 : 3), out, 4, 17);
        answeredTime(frame, epochSecond, out);
      }
    }
    check(out, 0, form.length());
  }

  /** Puts our time into a finished answer of a fast form. */
  static void stamp(byte[] answer, int at, long epochSecond) {
    WireTime.write(epochSecond, answer, at + UNIT);
    check(answer, at, AnswerForm.LONGEST);
  }

  private static void answeredTime(Frame frame, long epochSecond, byte[] out) {
    byte[] bytes = frame.bytes();
    Frame answered = frame;
    int nested =
        frame.encryption() == 0x01
            ? Nesting.frameAt(bytes, frame.unitOffset(), frame.unitOffset() + frame.unitLength())
            : 0;
    if (nested > 0) {
      answered = new Frame(bytes, frame.unitOffset(), nested);
    }
    if (answered.encryption() == 0x01 && answered.unitLength() >= WireTime.SIZE) {
      System.arraycopy(bytes, answered.unitOffset(), out, UNIT, WireTime.SIZE);
    } else {
      WireTime.write(epochSecond, out, UNIT);
    }
  }

  /** The activated VIN must be that of the head; an encrypted unit can't be compared. */
  private static boolean activationVinFits(Frame frame) {
    if (frame.encryption() != 0x01 || frame.unitLength() < ACTIVATION_UNIT) {
      return true;
    }
    int head = frame.offset() + 3;
    int unit = frame.unitOffset() + ACTIVATION_VIN;
    return Arrays.equals(frame.bytes(), head, head + 17, frame.bytes(), unit, unit + 17);
  }

  private static void check(byte[] answer, int at, int length) {
    byte xor = 0;
    for (int i = at + 2; i < at + length - 1; i++) {
      xor ^= answer[i];
    }
    answer[at + length - 1] = xor;
  }
}
