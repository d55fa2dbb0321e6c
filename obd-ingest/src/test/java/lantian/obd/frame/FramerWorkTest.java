package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bytes cost a bounded number of steps each, counted and not timed: a step is a head
 * judged, a byte XOR-ed or a byte moved.
 */
class FramerWorkTest {
  private static final int BYTES = 1 << 19;

  /** XOR-ed once and then summed up once, moved at most thrice, one head at each byte. */
  private static final int STEPS = 8;

  static Stream<Arguments> floods() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] noise = new byte[BYTES];
    random.nextBytes(noise);
    return Stream.of(
            Arguments.of("marks", HostileBytes.flood('#', BYTES)),
            Arguments.of("tildes", HostileBytes.flood('~', BYTES)),
            Arguments.of("heads of 8000 bytes", HostileBytes.heads(8000, BYTES)),
            Arguments.of("heads of 8192 bytes", HostileBytes.heads(8192, BYTES)),
            Arguments.of("heads of 300 bytes", HostileBytes.heads(300, BYTES)),
            Arguments.of("heads of 1 byte", HostileBytes.heads(1, BYTES)),
            Arguments.of("noise", noise),
            Arguments.of("mixture", HostileBytes.mixture(random, BYTES / 40)))
        .flatMap(flood ->
            Stream.of(1, 7, 100, 1448, 8217, 65_536)
                .map(read -> Arguments.of(flood.get()[0], read, flood.get()[1])));
  }

  @ParameterizedTest(name = "{0}, reads of {1} bytes")
  @MethodSource("floods")
  void stepsStayProportionalToBytes(String name, int read, byte[] stream) {
    Framer framer = new Framer(8192, 30_000);
    Gathering out = new Gathering();
    int reads = 0;
    for (int at = 0; at < stream.length; at += read) {
      framer.feed(stream, at, Math.min(read, stream.length - at), 0, out);
      assertThat(framer.held()).isLessThanOrEqualTo(4 * (8192 + 25) + 1024);
      reads++;
    }
    // The candidate that is waited for is judged once more at every read.
    assertThat(framer.work()).isLessThan((long) STEPS * stream.length + reads);
    int left = framer.end(out);
    assertThat(framer.work()).isLessThan((long) STEPS * stream.length + reads);
    assertThat(out.framed + out.junk + left).isEqualTo(stream.length);
  }
}
