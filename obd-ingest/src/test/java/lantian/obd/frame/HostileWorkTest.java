package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.UnitCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hostile byte costs no more than five times what an honest one costs, from the socket to the
 * lane: counted in heads judged, bytes XOR-ed or moved, and items walked, not timed.
 */
class HostileWorkTest {
  private static final int BYTES = 1 << 18;
  private static final int READ = 1448;
  private static final int MOST = 5;

  static Stream<Arguments> floods() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] noise = new byte[BYTES];
    random.nextBytes(noise);
    return Stream.of(
        Arguments.of("marks", HostileBytes.flood('#', BYTES)),
        Arguments.of("tildes", HostileBytes.flood('~', BYTES)),
        Arguments.of("heads of 8192 bytes", HostileBytes.heads(8192, BYTES)),
        Arguments.of("heads of 300 bytes", HostileBytes.heads(300, BYTES)),
        Arguments.of("heads of 1 byte", HostileBytes.heads(1, BYTES)),
        Arguments.of("noise", noise),
        Arguments.of("mixture", HostileBytes.mixture(random, BYTES / 40)),
        Arguments.of("empty blocks", framed(units(new byte[] {(byte) 0x90, 0, 0}))),
        Arguments.of("blocks with a flow", framed(units(new byte[] {(byte) 0x90, 0, 1, 0, 0}))),
        Arguments.of("supplements", framed(units(new byte[] {(byte) 0x80, 0, 0}))),
        Arguments.of("frames in frames", framed(nested())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aHostileByteCostsAtMostFiveHonestOnes(String name, byte[] stream) {
    // Ten samples a frame, as trucks send them.
    ByteArrayOutputStream honest = new ByteArrayOutputStream();
    for (int i = 0; i < 10; i++) {
      honest.write(2);
      honest.writeBytes(new byte[2 + 37]);
    }
    double usual = perByte(framed(honest.toByteArray()));
    double hostile = perByte(stream);
    assertThat(hostile / usual).as("%s: %.2f against %.2f", name, hostile, usual).isLessThan(MOST);
  }

  private static double perByte(byte[] stream) {
    UnitCheck check = new UnitCheck(PlatformCommands.DEFAULT);
    Framer framer = new Framer(8192, 30_000);
    FrameSink sink =
        new FrameSink() {
          @Override
          public boolean frame(byte[] array, int offset, int length) {
            var _ = check.check(new Frame(array, offset, length), Profile.GB17691, 0);
            return true;
          }

          @Override
          public void refused(Refusal reason) {}

          @Override
          public void junk(int bytes) {}
        };
    for (int at = 0; at < stream.length; at += READ) {
      framer.feed(stream, at, Math.min(READ, stream.length - at), 0, sink);
    }
    return (double) (framer.work() + check.work()) / stream.length;
  }

  /** Frames of one unit behind a time, over and over. */
  private static byte[] framed(byte[] items) {
    byte[] unit = new byte[6 + items.length];
    System.arraycopy(new byte[] {26, 11, 23, 16, 0, 0}, 0, unit, 0, 6);
    System.arraycopy(items, 0, unit, 6, items.length);
    byte[] frame = HostileBytes.head(unit.length, 25 + unit.length);
    System.arraycopy(unit, 0, frame, 24, unit.length);
    Bcc.seal(frame);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < BYTES) {
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  private static byte[] units(byte[] item) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    while (unit.size() + item.length < 8_000) {
      unit.writeBytes(item);
    }
    return unit.toByteArray();
  }

  private static byte[] nested() {
    byte[] inner = HostileBytes.head(0, 25);
    inner[2] = 5;
    Bcc.seal(inner);
    return units(inner);
  }
}
