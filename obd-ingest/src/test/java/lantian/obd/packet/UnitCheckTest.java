package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lantian.obd.frame.Bcc;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the answer knows of a frame before it is logged. */
class UnitCheckTest {
  private static final String VIN = "LSUZTEST0VIN00001";
  private static final Instant RECEIVED = Instant.parse("2026-11-23T08:00:00Z");
  private static final long NOW = RECEIVED.getEpochSecond();
  private static final long DAY = 86_400;

  private final UnitCheck check = new UnitCheck(PlatformCommands.DEFAULT);

  @Test
  void aForwardedActivationIsNoLoginOfThePlatform() {
    byte[] unit = new byte[103];
    WireTime.write(NOW, unit, 0);
    Frame activation = terminal(0x07, VIN, unit);
    assertThat(of(platform(0x07, "PLATFORM000000001", activation))).isNull();
    assertThat(read(platform(0x07, "PLATFORM000000001", activation)))
        .isInstanceOf(Packet.Nested.class);
    // Cut short, what is inside is at fault, not a login.
    Frame cut = terminal(0x07, VIN, java.util.Arrays.copyOf(unit, 60));
    assertThat(of(platform(0x07, "PLATFORM000000001", cut))).isEqualTo(QuarantineReason.TOO_SHORT);

    byte[] login = new byte[41];
    WireTime.write(NOW, login, 0);
    assertThat(of(platform(0x07, "PLATFORM000000001", login))).isNull();
    assertThat(read(platform(0x07, "PLATFORM000000001", login)))
        .isInstanceOf(Packet.PlatformLogin.class);
    assertThat(of(platform(0x07, "PLATFORM000000001", new byte[40])))
        .isEqualTo(QuarantineReason.TOO_SHORT);
  }

  @Test
  void aForwardedTimeSyncIsNoneOfThePlatform() {
    Frame inner = terminal(0x05, VIN, new byte[0]);
    assertThat(read(platform(0x05, VIN, inner))).isInstanceOf(Packet.Nested.class);
    assertThat(read(platform(0x05, VIN, new byte[0]))).isInstanceOf(Packet.TimeSync.class);
  }

  @Test
  void whoHasNoVinIsQuarantinedAlsoInsideAPlatformsFrame() {
    for (String none : new String[] {" ".repeat(17), "\0".repeat(17)}) {
      assertThat(of(terminal(0x02, none, gb(NOW, 1)))).isEqualTo(QuarantineReason.NO_VIN);
      assertThat(of(terminal(0x05, none, new byte[0]))).isEqualTo(QuarantineReason.NO_VIN);
      assertThat(of(platform(0x02, VIN, terminal(0x02, none, gb(NOW, 1)))))
          .isEqualTo(QuarantineReason.NO_VIN);
      assertThat(of(platform(0x02, none, gb(NOW, 1)))).isEqualTo(QuarantineReason.NO_VIN);
      // A platform stands under a code of its own, not under a VIN.
      assertThat(of(platform(0x05, none, new byte[0]))).isNull();
    }
    assertThat(of(terminal(0x02, " ".repeat(16) + "A", gb(NOW, 1)))).isNull();
  }

  @Test
  void timesThatCannotBeAreFoundToTheSecond() {
    assertThat(of(gbFrame(NOW + DAY, 1))).isNull();
    assertThat(of(gbFrame(NOW + DAY + 1, 1))).isEqualTo(QuarantineReason.FUTURE);
    assertThat(of(gbFrame(CollectionTime.DEFAULT_CLOCK, 1)))
        .isEqualTo(QuarantineReason.DEFAULT_CLOCK);
    assertThat(of(gbFrame(CollectionTime.DEFAULT_CLOCK + 1, 1))).isNull();
    assertThat(of(gbFrame(CollectionTime.EARLIEST, 1))).isNull();
    assertThat(of(gbFrame(CollectionTime.EARLIEST - 1, 1))).isEqualTo(QuarantineReason.TOO_OLD);
    long year2000 = Instant.parse("1999-12-31T16:00:00Z").getEpochSecond();
    assertThat(of(gbFrame(year2000, 1))).isEqualTo(QuarantineReason.TOO_OLD);
  }

  @Test
  void everySampleOfAPacketHasATimeOfItsOwn() {
    assertThat(of(gbFrame(NOW + DAY - 9, 10))).isNull();
    assertThat(of(gbFrame(NOW + DAY - 8, 10))).isEqualTo(QuarantineReason.FUTURE);
    assertThat(of(gbFrame(CollectionTime.DEFAULT_CLOCK - 9, 10)))
        .isEqualTo(QuarantineReason.DEFAULT_CLOCK);
    // Where the head tells of the last sample, those before it are older.
    UnitCheck last = new UnitCheck(PlatformCommands.DEFAULT, false);
    assertThat(last.check(gbFrame(NOW + DAY, 10), Profile.GB17691, NOW * 1000)).isNull();
    assertThat(last.check(gbFrame(CollectionTime.EARLIEST + 8, 10), Profile.GB17691, NOW * 1000))
        .isEqualTo(QuarantineReason.TOO_OLD);
  }

  @Test
  void itemsWithTimesOfTheirOwnAreHeldAgainstThose() {
    // The time of sending is not looked at: it need not even be a date (spec clause 4.2).
    assertThat(of(terminal(0x02, VIN, hj(0, NOW, NOW + 1)))).isNull();
    assertThat(of(terminal(0x02, VIN, hj(NOW, NOW, NOW + DAY + 1))))
        .isEqualTo(QuarantineReason.FUTURE);
  }

  private @Nullable QuarantineReason of(Frame frame) {
    Profile profile = frame.platformStyle() ? Profile.PLATFORM : Profile.GB17691;
    return check.check(frame, profile, NOW * 1000);
  }

  private static Packet read(Frame frame) {
    return new Packets(PlatformCommands.DEFAULT).read(frame, Profile.PLATFORM, null);
  }

  private static Frame gbFrame(long head, int items) {
    return terminal(0x02, VIN, gb(head, items));
  }

  /** time6, {type 0x02, flow2, body37}*. */
  private static byte[] gb(long head, int items) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.writeBytes(time(head));
    for (int i = 0; i < items; i++) {
      unit.write(0x02);
      unit.writeBytes(new byte[2 + Signal.SIZE]);
    }
    return unit.toByteArray();
  }

  /** sendTime6, flow2, {type 0x02, collectTime6, body37}*. */
  private static byte[] hj(long sent, long... collected) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.writeBytes(sent == 0 ? new byte[6] : time(sent));
    unit.writeBytes(new byte[2]);
    for (long second : collected) {
      unit.write(0x02);
      unit.writeBytes(time(second));
      unit.writeBytes(new byte[Signal.SIZE]);
    }
    return unit.toByteArray();
  }

  private static byte[] time(long second) {
    byte[] six = new byte[WireTime.SIZE];
    WireTime.write(second, six, 0);
    return six;
  }

  private static Frame platform(int command, String code, Frame inner) {
    return platform(command, code, inner.copy());
  }

  private static Frame platform(int command, String code, byte[] unit) {
    return frame('~', command, code, unit, true);
  }

  private static Frame terminal(int command, String vin, byte[] unit) {
    return frame('#', command, vin, unit, false);
  }

  private static Frame frame(int mark, int command, String vin, byte[] unit, boolean platform) {
    byte[] bytes = new byte[Frame.OVERHEAD + unit.length];
    bytes[0] = (byte) mark;
    bytes[1] = (byte) mark;
    bytes[2] = (byte) command;
    bytes[3] = (byte) 0xFE;
    byte[] name = vin.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(name, 0, bytes, platform ? 4 : 3, 17);
    bytes[21] = 1;
    bytes[22] = (byte) (unit.length >> 8);
    bytes[23] = (byte) unit.length;
    System.arraycopy(unit, 0, bytes, Frame.HEADER, unit.length);
    Bcc.seal(bytes);
    return Frame.of(bytes);
  }
}
