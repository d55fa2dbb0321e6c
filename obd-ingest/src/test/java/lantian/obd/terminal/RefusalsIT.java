package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import org.junit.jupiter.api.Test;

class RefusalsIT {
  private static final String HJ212 =
      "##0101QN=20261123160000000;ST=22;CN=2011;PW=123456;MN=88888880000001;CP=&&&&4040\r\n";

  @Test
  void hj212TextIsRefusedWithItsReason() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer whole = port.connect(Setup.GB);
        Peer slow = port.connect(Setup.GB)) {
      assertThat(whole.send(Wire.ascii(HJ212)).rest()).isEmpty();
      for (byte one : Wire.ascii(HJ212.substring(0, 24))) {
        slow.send(new byte[] {one});
      }
      assertThat(slow.rest()).isEmpty();
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "hj212") == 2);
      assertThat(port.count(ObdMeter.FOREIGN, "hj212")).isGreaterThanOrEqualTo(2);
      assertThat(port.logged()).isEmpty();
    }
  }

  @Test
  void fourDigitsInsideAnHonestStreamCloseNothing() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      byte[] frame = Wire.vector("syn-login");
      assertThat(peer.send(frame, Wire.ascii(HJ212), frame).read(50)).hasSize(100);
      assertThat(port.count(ObdMeter.FOREIGN, "hj212")).isOne();
      assertThat(port.logged()).hasSize(2);
    }
  }

  @Test
  void batteryCarsAreRefusedOnATerminalPort() {
    byte[] unit = new byte[30];
    byte[] login = Wire.platform('#', 0x01, 0xFE, Wire.VIN, unit);
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer car = port.connect(Setup.GB);
        Peer platform = port.connect(Setup.PLATFORM);
        Peer truck = port.connect(Setup.GB)) {
      truck.send(Wire.vector("syn-login"));
      assertThat(car.send(login).rest()).isEmpty();
      assertThat(platform.send(login).rest()).isEmpty();
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "gbt32960") == 2);
      assertThat(port.count(ObdMeter.FOREIGN, "gbt32960")).isEqualTo(2);
      assertThat(truck.silentFor(100)).isTrue();
      assertThat(port.logged()).hasSize(1);
    }
  }

  @Test
  void anAddressGetsNoMoreConnectionsThanItsLimit() {
    try (Port port = port(LimitsTest.limits(100, 3))) {
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        peers.add(port.connect(Setup.HJ));
        assertThat(peers.get(i).send(Wire.vector("syn-login")).read(25)).hasSize(50);
      }
      try (Peer fourth = port.connect(Setup.HJ)) {
        assertThat(fourth.rest()).isEmpty();
      }
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "address_full")).isOne();
      assertThat(port.listeners.connections()).isEqualTo(3);
      peers.removeFirst().close();
      Port.await(() -> port.listeners.connections() == 2);
      try (Peer next = port.connect(Setup.HJ)) {
        assertThat(next.send(Wire.vector("syn-login")).read(25)).hasSize(50);
      }
      peers.forEach(Peer::close);
    }
  }

  @Test
  void thereAreNoMoreConnectionsInAllThanTheLimit() {
    try (Port port = port(LimitsTest.limits(1, 1));
        Peer first = port.connect(Setup.HJ)) {
      assertThat(first.send(Wire.vector("syn-login")).read(25)).hasSize(50);
      try (Peer second = port.connect(Setup.GB)) {
        assertThat(second.rest()).isEmpty();
      }
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "full")).isOne();
    }
  }

  @Test
  void aFloodOfJunkIsSlowedAndThenClosed() {
    LimitSettings usual = LimitSettings.defaults();
    LimitSettings strict =
        new LimitSettings(100, 100, 100, 200_000, 100, 8_192, 100_000, 8, usual.readBytes());
    try (Port port = port(strict);
        Peer flood = port.connect(Setup.HJ)) {
      byte[] marks = new byte[10_000];
      java.util.Arrays.fill(marks, (byte) '#');
      Port.await(() -> {
        try {
          flood.send(marks);
          return false;
        } catch (UncheckedIOException closed) {
          return true;
        }
      });
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "junk") == 1);
      assertThat(port.count(ObdMeter.PAUSES, "rate")).isPositive();
      assertThat(port.count(ObdMeter.BYTES_JUNK)).isLessThan(150_000);
    }
  }

  @Test
  void whatComesTooFastIsReadLaterAndNotDropped() {
    LimitSettings usual = LimitSettings.defaults();
    LimitSettings slow =
        new LimitSettings(100, 100, 100, 50_000, 2_000, 8_192, 100_000, 8, usual.readBytes());
    try (Port port = port(slow);
        Peer peer = port.connect(Setup.HJ)) {
      byte[][] frames = new byte[1_500][];
      for (int i = 0; i < frames.length; i++) {
        frames[i] = Wire.realtime(Wire.VIN, i);
      }
      assertThat(peer.send(frames).read(1_500 * 25)).hasSize(1_500 * 50);
      assertThat(port.count(ObdMeter.PAUSES, "rate")).isPositive();
      assertThat(port.logged()).hasSize(1_500);
    }
  }

  @Test
  void whoComesTooFastWaitsInTheBacklog() {
    LimitSettings usual = LimitSettings.defaults();
    LimitSettings slow =
        new LimitSettings(
            100, 100, 10, usual.bytesPerSecond(), 100, 8_192, 100_000, 8, usual.readBytes());
    try (Port port = port(slow)) {
      List<Peer> peers = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        peers.add(port.connect(Setup.HJ).send(Wire.vector("syn-login")));
      }
      peers.forEach(peer -> assertThat(peer.read(25)).hasSize(50));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(800));
      peers.forEach(Peer::close);
    }
  }

  private static Port port(LimitSettings limits) {
    return new Port(MongoSet.shared(), Setup.with(limits, Setup.deadlines(Duration.ofSeconds(10))));
  }
}
