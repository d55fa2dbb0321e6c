package lantian.deploy.simulate.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import lantian.proto.Vin;

/**
 * The OBD block (OBD信息, info type 0x01, 96 + 4n bytes); spec clause 4.4, written again on purpose.
 *
 * @param mil true if the malfunction indicator lamp is on
 * @param vin VIN that the engine controller reports
 * @param calibration software calibration id, up to 18 ASCII characters
 * @param verification calibration verification number, up to 18 ASCII characters
 * @param ignitionCycles ignition cycle counter, the second word of the in-use counters
 * @param conditionsMet how often the conditions of the monitors were met, the first word
 * @param incomplete monitors that are not complete, a bit each
 * @param troubleCodes diagnostic trouble codes, 4 bytes each, at most 253
 */
public record ObdBody(
    boolean mil,
    Vin vin,
    String calibration,
    String verification,
    int ignitionCycles,
    int conditionsMet,
    int incomplete,
    List<Integer> troubleCodes) {
  private static final int FIXED = 96;
  private static final int J1939 = 2;
  private static final int MONITORS = 0xADC0;
  private static final int TEXT = 18;
  private static final int COUNTERS = 18;

  /** Copies the list and checks its length. */
  public ObdBody {
    troubleCodes = List.copyOf(troubleCodes);
    if (troubleCodes.size() > 253) {
      throw new IllegalArgumentException("at most 253 trouble codes fit into one block");
    }
  }

  /** A block whose monitors are complete and whose counters follow the ignition cycles. */
  public ObdBody(
      boolean mil,
      Vin vin,
      String calibration,
      String verification,
      int ignitionCycles,
      List<Integer> troubleCodes) {
    this(mil, vin, calibration, verification, ignitionCycles, ignitionCycles, 0, troubleCodes);
  }

  /** The block's bytes. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(FIXED + 4 * troubleCodes.size());
    out.put((byte) J1939).put((byte) (mil ? 1 : 0));
    out.putShort((short) MONITORS).putShort((short) (incomplete & MONITORS));
    out.put(vin.bytes()).put(padded(calibration)).put(padded(verification));
    // Condition and ignition counters, then pairs of completions and conditions.
    for (int i = 0; i < COUNTERS; i++) {
      int word = i == 1 ? ignitionCycles : conditionsMet * (i % 2 == 0 ? 3 : 4) / 5;
      out.putShort((short) word);
    }
    out.put((byte) troubleCodes.size());
    troubleCodes.forEach(out::putInt);
    return out.array();
  }

  private static byte[] padded(String text) {
    byte[] out = new byte[TEXT];
    Arrays.fill(out, (byte) '0');
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, out, 0, Math.min(TEXT, ascii.length));
    return out;
  }
}
