package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.log.LogSettings;
import org.junit.jupiter.api.Test;

/** The database stops: nothing is answered, nothing is lost, nothing grows. */
class StallIT {
  private static final int PEERS = 8;
  private static final int FRAMES = 4_000;

  @Test
  void readingStopsNothingIsAnsweredAndAllArrivesAfterwards() throws Exception {
    assertThat(takenWhileStalled(small(64, 64 << 10), PEERS)).isLessThanOrEqualTo(4 * 64);
  }

  /** The saboteur: with a queue as long as the load nothing would stop what the server holds. */
  @Test
  void aQueueWithoutABoundTakesEverythingItIsSent() throws Exception {
    assertThat(takenWhileStalled(small(65_535, 12 << 20), 0)).isEqualTo((long) PEERS * FRAMES);
  }

  /**
   * Frames that a stalled server holds when all that is sent waits: so many connections are not
   * read, or everything was taken.
   */
  private static long takenWhileStalled(LogSettings log, int notRead) throws Exception {
    MongoSet set = MongoSet.shared();
    long taken;
    try (Port port = new Port(set, unlimitedAnswers(), log);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Peer> peers = new ArrayList<>();
      AtomicLong sent = new AtomicLong();
      try (FailPoint _ = AnswersIT.stalled(set)) {
        for (int i = 0; i < PEERS; i++) {
          Peer peer = port.connect(Setup.HJ);
          peers.add(peer);
          String vin = "LSUZTESTVIN%06d".formatted(i);
          threads.execute(() -> {
            for (int n = 0; n < FRAMES; n++) {
              peer.send(Wire.realtime(vin, n));
              sent.incrementAndGet();
            }
          });
        }
        Port.await(() ->
            notRead == 0
                ? port.log.balance().received() == (long) PEERS * FRAMES
                : port.gauge(ObdMeter.READING_PAUSED, "lane") == notRead);
        assertThat(port.log.balance().logged()).isZero();
        taken = port.log.balance().received();
        assertThat(port.log.balance().even()).isTrue();
        for (Peer peer : peers) {
          assertThat(peer.silentFor(50)).isTrue();
        }
      }
      String answered = "";
      for (int i = 0; i < PEERS; i++) {
        String vin = "LSUZTESTVIN%06d".formatted(i);
        answered = peers.get(i).read(FRAMES * 25);
        assertThat(answered).hasSize(FRAMES * 50).contains(Wire.hex(Wire.ascii(vin)));
      }
      // The last answers may arrive before their sender has counted what it sent, and the log what
      // it stored.
      Port.await(() -> sent.get() == (long) PEERS * FRAMES);
      Port.await(() -> port.log.balance().logged() == (long) PEERS * FRAMES);
      assertThat(port.gauge(ObdMeter.READING_PAUSED, "lane")).isZero();
      assertThat(port.logged()).hasSize(PEERS * FRAMES);
      peers.forEach(Peer::close);
    }
    return taken;
  }

  @Test
  void aConnectionWithoutItsAnswerIsClosedAtTheDeadlineWithoutOne() {
    MongoSet set = MongoSet.shared();
    TerminalSettings soon =
        Setup.with(
            LimitSettings.defaults(),
            new DeadlineSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMillis(600),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10)));
    try (Port port = new Port(set, soon);
        Peer owed = port.connect(Setup.HJ);
        Peer none = port.connect(Setup.GB)) {
      try (FailPoint _ = AnswersIT.stalled(set)) {
        none.send(Wire.realtime(Wire.VIN, 1));
        assertThat(owed.send(Wire.realtime(Wire.VIN, 2)).rest()).isEmpty();
        Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "unanswered") == 1);
        assertThat(none.silentFor(100)).isTrue();
      }
      // Stored after all, never acknowledged: the sender will send it again.
      Port.await(() -> port.logged().size() == 2);
    }
  }

  @Test
  void tooManyUnansweredFramesStopTheReadingOfThatConnectionAlone() {
    MongoSet set = MongoSet.shared();
    LimitSettings few = answers(LimitSettings.defaults(), 10);
    try (Port port = new Port(set, Setup.with(few, Setup.deadlines(Duration.ofSeconds(30))));
        Peer many = port.connect(Setup.HJ);
        Peer other = port.connect(Setup.HJ)) {
      byte[][] frames = new byte[50][];
      for (int i = 0; i < 50; i++) {
        frames[i] = Wire.realtime(Wire.VIN, i);
      }
      try (FailPoint _ = AnswersIT.stalled(set)) {
        many.send(frames);
        Port.await(() -> port.gauge(ObdMeter.READING_PAUSED, "answers") == 1);
        assertThat(port.log.balance().received()).isEqualTo(10);
        other.send(Wire.realtime("LSUZTESTVIN000002", 1));
        Port.await(() -> port.log.balance().received() == 11);
      }
      assertThat(many.read(50 * 25)).hasSize(50 * 50);
      assertThat(other.read(25)).hasSize(50);
    }
  }

  @Test
  void nobodyNewIsLetInWhileTheLogCannotTakeFrames() {
    try (MongoSet set = MongoSet.start(1);
        Port port = new Port(set, Setup.usual())) {
      set.pause();
      Port.await(() -> !port.log.ready());
      Port.await(() -> port.gauge(ObdMeter.LOG_READY) == 0);
      // The gate looks a few times a second; a connection made before it looked may get in.
      Port.await(() -> {
        try (Peer probe = port.connect(Setup.HJ)) {
          return probe.send(Wire.vector("syn-timesync-request")).silentFor(400);
        }
      });
      try (Peer early = port.connect(Setup.HJ)) {
        early.send(Wire.vector("syn-login"));
        assertThat(early.silentFor(300)).isTrue();
        set.resume();
        assertThat(early.read(25)).hasSize(50);
      }
    }
  }

  private static LogSettings small(int frames, int bytes) {
    return new LogSettings(
        2,
        frames,
        bytes,
        Duration.ofSeconds(5),
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(60),
        Duration.ofMillis(500));
  }

  /** Only the lanes bound what is held. */
  private static TerminalSettings unlimitedAnswers() {
    LimitSettings usual = LimitSettings.defaults();
    return Setup.with(answers(usual, 65_535), Setup.deadlines(Duration.ofSeconds(10)));
  }

  private static LimitSettings answers(LimitSettings usual, int unanswered) {
    return new LimitSettings(
        usual.connections(),
        usual.connectionsPerAddress(),
        usual.acceptsPerSecond(),
        usual.bytesPerSecond(),
        unanswered,
        usual.unitBytes(),
        usual.junkBytes(),
        usual.junkWeight(),
        usual.readBytes());
  }
}
