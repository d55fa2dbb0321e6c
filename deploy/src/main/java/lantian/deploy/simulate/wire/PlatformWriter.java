package lantian.deploy.simulate.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lantian.proto.Vin;

/** Writes the frames of an enterprise platform (企业平台) that forwards terminals' packets. */
public final class PlatformWriter {
  private static final int MARK = 0x7E;
  private static final int COMMAND_AT = 2;
  private static final int VIN_AT = 3;
  private static final int LOGIN_UNIT = 41;

  private final Vin code;
  private final int loginCommand;

  /**
   * A platform.
   *
   * @param code the platform's code, 17 characters, in the place of a VIN
   * @param loginCommand command byte of a platform login; the standards disagree, so it is a
   *     setting
   */
  public PlatformWriter(Vin code, int loginCommand) {
    this.code = code;
    this.loginCommand = loginCommand;
  }

  /** Login with user (up to 12 characters) and password (up to 20), without encryption. */
  public byte[] login(long second, int flow, String user, String password) {
    byte[] unit = new byte[LOGIN_UNIT];
    Envelope.putTime(ByteBuffer.wrap(unit), second)
        .putShort((short) flow)
        .put(padded(user, 12))
        .put(padded(password, 20))
        .put((byte) Envelope.PLAIN);
    return Envelope.platform(MARK, loginCommand, code.bytes(), unit);
  }

  /** Forwards one terminal frame unchanged; command and VIN are repeated in the header. */
  public byte[] forward(byte[] frame) {
    byte[] vin = Arrays.copyOfRange(frame, VIN_AT, VIN_AT + Vin.LENGTH);
    return Envelope.platform(MARK, frame[COMMAND_AT] & 0xFF, vin, frame);
  }

  private static byte[] padded(String text, int length) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }
}
