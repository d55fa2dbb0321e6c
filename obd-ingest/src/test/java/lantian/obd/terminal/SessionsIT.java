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
  void theSameChipReplacesItsOlderConnectionOnceItHasSignedAnew() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer older = port.connect(Setup.HJ);
        Peer newer = port.connect(Setup.HJ)) {
      port.register.file(Wire.VIN, null, Chip.ID, Chip.KEY);
      older.send(Wire.vector("syn-hj-activation")).read(27);
      Port.await(() -> only(port).verified());
      newer.send(Chip.activation(Wire.VIN, Wire.time(1))).read(27);
      assertThat(older.rest()).isEmpty();
      assertThat(newer.send(Wire.realtime(Wire.VIN, 1)).read(25)).hasSize(50);
    }
  }

  @Test
  void anActivationThatAnybodyCouldSendEvictsNobody() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer honest = port.connect(Setup.HJ);
        Peer recorded = port.connect(Setup.HJ);
        Peer forged = port.connect(Setup.HJ);
        Peer otherKey = port.connect(Setup.HJ);
        Peer otherVin = port.connect(Setup.HJ)) {
      port.register.file(Wire.VIN, null, Chip.ID, Chip.KEY);
      byte[] activation = Chip.activation(Wire.VIN, Wire.time(1));
      honest.send(activation).read(27);
      Port.await(() -> only(port).verified());

      recorded.send(activation).read(27);
      byte[] later = activation.clone();
      System.arraycopy(Wire.time(2), 0, later, 24, 6);
      lantian.obd.frame.Bcc.seal(later);
      forged.send(later).read(27);
      otherKey.send(Chip.activation(Wire.VIN, Wire.time(3), 7)).read(27);
      byte[] others = Chip.activation("LSUZTESTVIN000002", Wire.time(4));
      System.arraycopy(Wire.ascii(Wire.VIN), 0, others, 3, 17);
      lantian.obd.frame.Bcc.seal(others);
      otherVin.send(others).read(27);

      assertThat(honest.silentFor(400)).isTrue();
      assertThat(honest.send(Wire.realtime(Wire.VIN, 1)).read(25)).hasSize(50);
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "replaced")).isZero();
      assertThat(port.listeners.sessions().under(VIN))
          .hasSize(5)
          .filteredOn(SessionView::verified)
          .as("the honest one and its recording")
          .hasSize(2);
    }
  }

  @Test
  void aTerminalThatLogsOutIsNotLoggedIn() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      peer.send(Wire.login(Wire.VIN, ICCID)).read(25);
      assertThat(only(port).loggedIn()).isTrue();
      byte[] unit = Wire.join(Wire.time(2), new byte[] {0, 1});
      peer.send(Wire.terminal(0x04, Wire.VIN, unit)).read(25);
      assertThat(only(port).loggedIn()).isFalse();
      peer.send(Wire.login(Wire.VIN, ICCID)).read(25);
      assertThat(only(port).loggedIn()).isTrue();
    }
  }

  @Test
  void aFilingThatIsMadeOrEndsAfterTheLoginIsNoticed() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      peer.send(Wire.login(Wire.VIN, ICCID)).read(25);
      assertThat(only(port).verified()).isFalse();
      port.register.file(Wire.VIN, ICCID, null);
      Port.await(() ->
          peer.send(Wire.realtime(Wire.VIN, 1)).read(25).length() == 50 && only(port).verified());

      port.register.down = true;
      Port.await(() ->
          port.register.refused.get() > 1
              || peer.send(Wire.realtime(Wire.VIN, 2)).read(25).isEmpty());
      assertThat(only(port).verified()).as("nothing is known anew").isTrue();

      port.register.down = false;
      port.register.end(Wire.VIN);
      Port.await(() ->
          peer.send(Wire.realtime(Wire.VIN, 3)).read(25).length() == 50 && !only(port).verified());
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
