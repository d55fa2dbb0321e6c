package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

class SessionsIT {
  private static final String ICCID = "89860012345678901234";
  private static final String OTHER_ICCID = "89860099999999999999";
  private static final Vin VIN = new Vin(Wire.VIN);

  @Test
  void aSessionBeginsWithTheFirstFrameAndEndsWithTheConnection() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual())) {
      try (Peer peer = port.connect(Setup.HJ)) {
        peer.send(Wire.realtime(Wire.VIN, 1)).read(25);
        SessionView implicit = only(port);
        assertThat(implicit.loggedIn()).isFalse();
        assertThat(implicit.verified()).isFalse();
        assertThat(implicit.listener()).isEqualTo(Setup.HJ);
        assertThat(implicit.address()).isEqualTo("127.0.0.1");

        peer.send(Wire.login(Wire.VIN, ICCID)).read(25);
        assertThat(only(port).loggedIn()).isTrue();
        assertThat(only(port).verified()).isFalse();

        peer.send(Wire.realtime("LSUZTESTVIN000002", 1)).read(25);
        assertThat(port.listeners.sessions().under(VIN)).isEmpty();
        assertThat(port.listeners.sessions().snapshot(10)).hasSize(1);
        assertThat(port.listeners.sessions().snapshot(0)).isEmpty();
      }
      Port.await(() -> port.listeners.sessions().vins() == 0);
    }
  }

  @Test
  void theSameTerminalReplacesItsOlderConnection() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer older = port.connect(Setup.HJ);
        Peer elsewhere = port.connect(Setup.HJ_ALSO);
        Peer newer = port.connect(Setup.HJ)) {
      port.register.file(Wire.VIN, ICCID, null);
      older.send(Wire.login(Wire.VIN, ICCID)).read(25);
      Port.await(() -> only(port).verified());
      elsewhere.send(Wire.login(Wire.VIN, ICCID)).read(25);
      newer.send(Wire.login(Wire.VIN, ICCID)).read(25);

      assertThat(older.rest()).isEmpty();
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "replaced") == 1);
      assertThat(newer.send(Wire.realtime(Wire.VIN, 1)).read(25)).hasSize(50);
      assertThat(elsewhere.send(Wire.realtime(Wire.VIN, 2)).read(25)).hasSize(50);
      assertThat(port.listeners.sessions().contested()).isOne();
    }
  }

  @Test
  void theSameChipReplacesItsOlderConnection() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer older = port.connect(Setup.HJ);
        Peer newer = port.connect(Setup.HJ)) {
      // Chip id of the activation vector, as filed: 16 bytes in hex.
      port.register.file(Wire.VIN, null, "54455354434849503030303030303031");
      older.send(Wire.vector("syn-hj-activation")).read(27);
      Port.await(() -> only(port).verified());
      newer.send(Wire.vector("syn-hj-activation")).read(27);
      assertThat(older.rest()).isEmpty();
      assertThat(newer.send(Wire.realtime(Wire.VIN, 1)).read(25)).hasSize(50);
    }
  }

  @Test
  void claimingAVinEvictsNobodyAndIsFlagged() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer honest = port.connect(Setup.HJ);
        Peer claimant = port.connect(Setup.HJ);
        Peer other = port.connect(Setup.HJ)) {
      port.register.file(Wire.VIN, ICCID, null);
      honest.send(Wire.login(Wire.VIN, ICCID)).read(25);
      Port.await(() -> only(port).verified());
      claimant.send(Wire.login(Wire.VIN, OTHER_ICCID)).read(25);
      other.send(Wire.realtime(Wire.VIN, 1)).read(25);

      assertThat(honest.silentFor(200)).isTrue();
      assertThat(honest.send(Wire.realtime(Wire.VIN, 2)).read(25)).hasSize(50);
      assertThat(claimant.send(Wire.realtime(Wire.VIN, 3)).read(25)).hasSize(50);
      assertThat(port.listeners.sessions().under(VIN))
          .hasSize(3)
          .allMatch(SessionView::contested)
          .filteredOn(SessionView::verified)
          .hasSize(1);
    }
  }

  @Test
  void whileTheRegisterIsOutOfReachNobodyIsVerifiedAndNobodyEvicted() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer older = port.connect(Setup.HJ);
        Peer newer = port.connect(Setup.HJ)) {
      port.register.file(Wire.VIN, ICCID, null);
      port.register.down = true;
      older.send(Wire.login(Wire.VIN, ICCID)).read(25);
      newer.send(Wire.login(Wire.VIN, ICCID)).read(25);
      assertThat(older.silentFor(200)).isTrue();
      assertThat(newer.silentFor(50)).isTrue();
      assertThat(port.listeners.sessions().under(VIN)).noneMatch(SessionView::verified);
    }
  }

  @Test
  void linksOfPlatformsHaveNoSessionAndAreNeverClosedForAVin() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer first = port.connect(Setup.PLATFORM);
        Peer second = port.connect(Setup.PLATFORM)) {
      port.register.file(Wire.VIN, ICCID, null);
      byte[] login = Wire.platform('~', 0x01, 0xFE, Wire.VIN, Wire.login(Wire.VIN, ICCID));
      first.send(login).read(31);
      second.send(login).read(31);
      assertThat(first.silentFor(200)).isTrue();
      assertThat(first.send(login).read(31)).hasSize(62);
      assertThat(port.listeners.sessions().vins()).isZero();
      assertThat(port.logged()).allMatch(e -> e.connection().iccid().isEmpty());
    }
  }

  @Test
  void ofAThousandLoginsAtOnceOneStays() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      port.register.file(Wire.VIN, ICCID, null);
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        peers.add(port.connect(Setup.HJ));
      }
      peers.forEach(peer -> threads.execute(() -> peer.send(Wire.login(Wire.VIN, ICCID))));

      Port.await(() -> port.log.balance().logged() == 1_000);
      Port.await(() -> port.listeners.connections() == 1);
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "replaced") == 999);
      assertThat(only(port).verified()).isTrue();
      assertThat(only(port).contested()).isFalse();
      peers.forEach(Peer::close);
      Port.await(() -> port.listeners.sessions().vins() == 0);
      assertThat(port.gauge(ObdMeter.CONNECTIONS, Integer.toString(Setup.HJ))).isZero();
    }
  }

  private static SessionView only(Port port) {
    List<SessionView> sessions = port.listeners.sessions().under(VIN);
    assertThat(sessions).hasSize(1);
    return sessions.getFirst();
  }
}
