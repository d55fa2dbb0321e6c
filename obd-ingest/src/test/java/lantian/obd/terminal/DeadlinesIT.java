package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import org.junit.jupiter.api.Test;

class DeadlinesIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(500);

  @Test
  void whoNeverSendsAWholeFrameIsClosed() {
    try (Port port = port(Duration.ofSeconds(2), LONG, LONG);
        Peer mute = port.connect(Setup.HJ);
        Peer dribbler = port.connect(Setup.HJ);
        Peer honest = port.connect(Setup.HJ)) {
      honest.send(Wire.vector("syn-login"));
      byte[] slow = Wire.realtime(Wire.VIN, 1);
      for (int i = 0; i < 6; i++) {
        dribbler.send(Arrays.copyOfRange(slow, i, i + 1));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertThat(mute.rest()).isEmpty();
      assertThat(dribbler.rest()).isEmpty();
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "no_frame") == 2);
      assertThat(honest.read(25)).hasSize(50);
      assertThat(honest.silentFor(400)).isTrue();
    }
  }

  @Test
  void bytesWithoutAWholeFrameDoNotCountAsLife() {
    try (Port port = port(LONG, LONG, SHORT);
        Peer dribbler = port.connect(Setup.HJ)) {
      assertThat(dribbler.send(Wire.vector("syn-login")).read(25)).hasSize(50);
      Port.await(() -> {
        try {
          dribbler.send(new byte[] {0x23});
        } catch (java.io.UncheckedIOException closed) {
          return true;
        }
        return port.count(ObdMeter.CONNECTIONS_CLOSED, "silent") == 1;
      });
    }
  }

  @Test
  void framesKeepAConnectionOpen() {
    try (Port port = port(LONG, LONG, SHORT);
        Peer peer = port.connect(Setup.HJ)) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
      for (int i = 0; System.nanoTime() < end; i++) {
        assertThat(peer.send(Wire.realtime(Wire.VIN, i)).read(25)).hasSize(50);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "silent")).isZero();
    }
  }

  @Test
  void aGoodFrameBehindAFalseMarkArrivesAfterThePartialDeadline() {
    byte[] mark = Arrays.copyOf(Wire.realtime(Wire.VIN, 1), 24);
    mark[22] = 0x1F;
    byte[] good = Wire.realtime("LSUZTESTVIN000007", 7);
    try (Port port = port(LONG, SHORT, LONG);
        Peer peer = port.connect(Setup.HJ)) {
      peer.send(mark, good);
      assertThat(peer.silentFor(200)).isTrue();
      assertThat(peer.read(25)).contains(Wire.hex(Wire.ascii("LSUZTESTVIN000007")));
      assertThat(port.count(ObdMeter.CANDIDATES_REFUSED, "partial")).isOne();
      assertThat(port.count(ObdMeter.BYTES_JUNK)).isEqualTo(24);
      assertThat(port.logged()).hasSize(1);
      assertThat(peer.send(good).read(25)).hasSize(50);
    }
  }

  private static Port port(Duration firstFrame, Duration partial, Duration silence) {
    DeadlineSettings deadlines =
        new DeadlineSettings(firstFrame, partial, silence, LONG, Duration.ofSeconds(15), LONG);
    return new Port(MongoSet.shared(), Setup.with(LimitSettings.defaults(), deadlines));
  }
}
