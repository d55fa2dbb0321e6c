package lantian.deploy.simulate.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one terminal (车载终端): GB 17691 with one flow number per item, or HJ 1239 with
 * an optional signature. Not safe for several threads: a terminal is one.
 */
public final class TerminalWriter {
  private static final int LOGIN = 0x01;
  private static final int REALTIME = 0x02;
  private static final int REISSUE = 0x03;
  private static final int LOGOUT = 0x04;
  private static final int TIME_SYNC = 0x05;
  private static final int REMOVAL = 0x06;
  private static final int ACTIVATION = 0x07;
  private static final int TIME = 6;
  private static final int SIGNATURE = 66;
  private static final int PLACE = 9;

  /** No valid position, and none in the coordinates. */
  private static final byte[] NOWHERE = {1, -1, -1, -1, -1, -1, -1, -1, -1};

  private final Vin vin;
  private final String iccid;
  private final boolean hj;
  private final @Nullable ChipSigner chip;
  private final DailyFlow logins = new DailyFlow();
  private final DailyFlow flows = new DailyFlow();
  private int loginFlow;

  /**
   * A terminal.
   *
   * @param vin VIN in every header
   * @param iccid number of its SIM card, 20 ASCII characters
   * @param profile {@link Profile#GB17691} or {@link Profile#HJ1239}
   * @param chip signs HJ 1239 units; null for a terminal that does not sign
   * @throws IllegalArgumentException for another profile, or a chip with GB 17691
   */
  public TerminalWriter(Vin vin, String iccid, Profile profile, @Nullable ChipSigner chip) {
    if (profile != Profile.GB17691 && profile != Profile.HJ1239) {
      throw new IllegalArgumentException("no terminal of the fleet speaks " + profile);
    }
    this.hj = profile == Profile.HJ1239;
    if (chip != null && !hj) {
      throw new IllegalArgumentException("GB 17691 units carry no signature");
    }
    this.vin = vin;
    this.iccid = iccid;
    this.chip = chip;
  }

  /** Login at this second (车辆登入); starts a new session. */
  public byte[] login(long second) {
    loginFlow = logins.next(second);
    byte[] card = iccid.getBytes(StandardCharsets.US_ASCII);
    byte[] unit = new byte[TIME + 2 + card.length];
    Envelope.putTime(ByteBuffer.wrap(unit), second).putShort((short) loginFlow).put(card);
    return frame(LOGIN, unit);
  }

  /** Logout (车辆登出) with the flow number of the session's login. */
  public byte[] logout(long second) {
    byte[] unit = new byte[TIME + 2];
    Envelope.putTime(ByteBuffer.wrap(unit), second).putShort((short) loginFlow);
    return frame(LOGOUT, unit);
  }

  /** Request for the server's time (终端校时). */
  public byte[] timeSync() {
    return frame(TIME_SYNC, new byte[0]);
  }

  /** Removal alarm (车辆拆除报警) without a valid position. */
  public byte[] removal(long second) {
    return removal(second, NOWHERE);
  }

  /** The same with location state, longitude and latitude as in a stream, 9 bytes. */
  public byte[] removal(long second, byte[] place) {
    byte[] unit = new byte[TIME + 2 + PLACE];
    Envelope.putTime(ByteBuffer.wrap(unit), second)
        .putShort((short) flows.next(second))
        .put(place, 0, PLACE);
    return frame(REMOVAL, unit);
  }

  /** A frame with other six bytes where its unit begins: what a wrong clock says. */
  public static byte[] retimed(byte[] frame, byte[] time) {
    byte[] out = frame.clone();
    System.arraycopy(time, 0, out, Envelope.HEADER, TIME);
    out[out.length - 1] = Envelope.check(out);
    return out;
  }

  /** Activation (激活): chip id, public key and VIN, signed over the whole; needs a chip. */
  public byte[] activation(long second) {
    if (chip == null) {
      throw new IllegalStateException("a terminal without a chip cannot be activated");
    }
    byte[] unit = new byte[TIME + 16 + 64 + 17];
    Envelope.putTime(ByteBuffer.wrap(unit), second)
        .put(chip.chipId())
        .put(HexFormat.of().parseHex(chip.publicKeyHex()))
        .put(vin.bytes());
    return frame(ACTIVATION, signed(unit));
  }

  /** A packet of live items, in the order of their seconds. */
  public byte[] realtime(List<Sample> samples) {
    return packet(REALTIME, samples, samples.getLast().second());
  }

  /** A packet of stored items sent late (补发) at {@code sendSecond}. */
  public byte[] reissue(List<Sample> samples, long sendSecond) {
    return packet(REISSUE, samples, sendSecond);
  }

  private byte[] packet(int command, List<Sample> samples, long sendSecond) {
    return frame(command, hj ? signed(hjUnit(samples, sendSecond)) : gbUnit(samples));
  }

  /** Head time, then type, flow and body of each item; item i was collected at head + i. */
  private byte[] gbUnit(List<Sample> samples) {
    long head = samples.getFirst().second();
    byte[] unit = new byte[TIME + length(samples, 3)];
    ByteBuffer out = Envelope.putTime(ByteBuffer.wrap(unit), head);
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (sample.second() != head + i) {
        throw new IllegalArgumentException("a GB 17691 packet holds consecutive seconds only");
      }
      out.put((byte) sample.type());
      out.putShort((short) flows.next(sample.second())).put(sample.body());
    }
    return unit;
  }

  /** Send time and flow once, then type, collection time and body of each item. */
  private byte[] hjUnit(List<Sample> samples, long sendSecond) {
    byte[] unit = new byte[TIME + 2 + length(samples, 1 + TIME)];
    ByteBuffer out = Envelope.putTime(ByteBuffer.wrap(unit), sendSecond);
    out.putShort((short) flows.next(sendSecond));
    for (Sample sample : samples) {
      Envelope.putTime(out.put((byte) sample.type()), sample.second()).put(sample.body());
    }
    return unit;
  }

  private byte[] signed(byte[] plain) {
    if (chip == null) {
      return plain;
    }
    byte[] unit = Arrays.copyOf(plain, plain.length + SIGNATURE);
    System.arraycopy(chip.sign(plain), 0, unit, plain.length, SIGNATURE);
    return unit;
  }

  private static int length(List<Sample> samples, int each) {
    return samples.stream().mapToInt(sample -> each + sample.body().length).sum();
  }

  private byte[] frame(int command, byte[] unit) {
    int mark = hj ? 0x7E : 0x23;
    int version = hj ? 0x06 : 0x01;
    return Envelope.terminal(mark, command, vin.bytes(), version, unit);
  }
}
