package lantian.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generator against the bare server, which checks every frame. */
class GeneratorIT {
  private static final Payload PAYLOAD = Payload.of(1, 4, 30);
  private static final long START = 1_790_000_000L;

  static List<Shape> shapes() {
    return List.of(
        Shape.terminals(1, 1),
        Shape.terminals(1, 64),
        Shape.terminals(50, 16),
        Shape.terminals(300, 4),
        Shape.platforms(5, 16, 100));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyPacketIsAnsweredInOrder(Shape shape) throws Exception {
    try (BareServer server = new BareServer(1);
        Generator load = new Generator(address(server), shape, senders(shape), 1, true)) {
      load.resume();
      Tally.Counted counted = Tally.Counted.none();
      while (counted.acknowledged() < 5_000) {
        counted = counted.plus(load.take());
      }
      assertThat(load.drain(Duration.ofSeconds(10))).isTrue();
      counted = counted.plus(load.take());
      assertThat(counted.wrong() + counted.refused() + counted.closed()).isZero();
      assertThat(counted.latencies().total()).isEqualTo(counted.acknowledged());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void openLoopKeepsItsRate(Shape shape) throws Exception {
    try (BareServer server = new BareServer(1);
        Generator load = new Generator(address(server), shape, senders(shape), 1, false)) {
      load.resume();
      long begin = System.nanoTime();
      Tally.Counted counted = Tally.Counted.none();
      try (OpenLoop open = load.openLoop(2_000)) {
        while (counted.acknowledged() < 1_000) {
          counted = counted.plus(load.take());
        }
        assertThat(open.unsent()).isZero();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      // Never faster than asked; how much slower is a matter of the machine.
      assertThat(counted.acknowledged() / seconds).isLessThan(2_600);
      assertThat(counted.wrong()).isZero();
    }
  }

  private static InetSocketAddress address(BareServer server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private static List<Sender> senders(Shape shape) {
    return IntStream.range(0, shape.vehicles())
        .mapToObj(i -> new Sender(PAYLOAD, i, START))
        .toList();
  }
}
