package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.obd.packet.QuarantineReason;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AnswersIT {
  private static final String ECHOED_LOGIN = "2323014c53555a544553543056494e30303030310101000057";
  private static final byte[] SYNC = Wire.vector("syn-timesync-request");

  @Test
  void echoAnswersALoginWithItsHeadAndLogsTheIccid() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      byte[] first = Wire.realtime(Wire.VIN, 1);
      assertThat(peer.send(first, Wire.vector("syn-login")).read(50)).endsWith(ECHOED_LOGIN);

      assertThat(port.logged()).hasSize(2);
      LogEntry login = port.logged().getLast();
      assertThat(login.frame().copy()).isEqualTo(Wire.vector("syn-login"));
      assertThat(login.connection().iccid()).isEqualTo("89860000000000000001");
      assertThat(login.receivedMillis()).isEqualTo(Port.NOW.toEpochMilli());
      assertThat(port.logged().getFirst().connection().iccid()).isEmpty();
    }
  }

  @Test
  void eachListenerAnswersAsItsSendersExpect() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer none = port.connect(Setup.GB);
        Peer echo = port.connect(Setup.HJ);
        Peer platform = port.connect(Setup.PLATFORM)) {
      none.send(Wire.vector("syn-login"));
      assertThat(echo.send(Wire.vector("syn-hj-activation")).read(27))
          .isEqualTo(Wire.hex(Wire.vector("syn-hj-activation-response-10")));
      assertThat(platform.send(Wire.vector("syn-platform-forward-nested")).read(31))
          .startsWith("7e7e0201");
      assertThat(none.silentFor(200)).isTrue();
      Port.await(() -> port.logged().size() == 3);
    }
  }

  @Test
  void quarantinedFramesArePositiveInEchoAndNegativeBetweenPlatforms() {
    byte[] badDate = Wire.terminal(0x02, Wire.VIN, new byte[46]);
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer echo = port.connect(Setup.HJ);
        Peer platform = port.connect(Setup.PLATFORM)) {
      assertThat(echo.send(badDate).read(25)).startsWith("232302");
      byte[] forwarded = Wire.platform('~', 0x02, 0xFE, Wire.VIN, badDate);
      assertThat(platform.send(forwarded).read(31)).startsWith("7e7e0202");

      assertThat(port.logged()).hasSize(2).noneMatch(e -> e.mark() == 0);
      String reason = QuarantineReason.of(port.logged().getFirst().mark()).name();
      assertThat(port.count(ObdMeter.FRAMES_QUARANTINED, reason.toLowerCase(java.util.Locale.ROOT)))
          .isEqualTo(2);
    }
  }

  @Test
  void whatTheProjectorWillQuarantineIsRefusedToPlatforms() {
    byte[] nobody = Wire.realtime("\0".repeat(17), 1);
    byte[] ahead = realtimeAt(24);
    byte[] farAhead = realtimeAt(27);
    byte[] good = realtimeAt(23);
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer platform = port.connect(Setup.PLATFORM);
        Peer echo = port.connect(Setup.HJ)) {
      for (byte[] bad : new byte[][] {nobody, farAhead}) {
        byte[] forwarded = Wire.platform('~', 0x02, 0xFE, Wire.VIN, bad);
        assertThat(platform.send(forwarded).read(31)).startsWith("7e7e0202");
        // The terminal itself knows no refusal, and would only send it again.
        assertThat(echo.send(bad).read(25)).startsWith("232302");
      }
      for (byte[] fine : new byte[][] {good, ahead}) {
        byte[] forwarded = Wire.platform('~', 0x02, 0xFE, Wire.VIN, fine);
        assertThat(platform.send(forwarded).read(31)).startsWith("7e7e0201");
      }
      assertThat(port.count(ObdMeter.FRAMES_QUARANTINED, "no_vin")).isEqualTo(2);
      assertThat(port.count(ObdMeter.FRAMES_QUARANTINED, "future")).isEqualTo(2);
    }
  }

  /** A realtime frame collected at 16:00:01 on this day of November, the 23rd being today. */
  private static byte[] realtimeAt(int day) {
    byte[] frame = Wire.realtime(Wire.VIN, 1);
    frame[24 + 2] = (byte) day;
    frame[24 + 5] = 0;
    lantian.obd.frame.Bcc.seal(frame);
    return frame;
  }

  @RepeatedTest(5)
  void answersKeepTheOrderOfTheFramesHoweverTheyAreCut(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    try (Port port =
            new Port(
                MongoSet.shared(), Setup.one(Setup.answering(Profile.GB17691, AckPolicy.ECHO)));
        Peer peer = port.connect(0)) {
      byte[][] frames = new byte[400][];
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < frames.length; i++) {
        String vin = "LSUZTESTVIN%06d".formatted(i);
        boolean sync = random.nextInt(10) == 0;
        frames[i] = sync ? Wire.terminal(5, vin, new byte[0]) : Wire.realtime(vin, i);
        byte[] unit = sync ? Wire.time(0) : new byte[0];
        byte[] answer = Wire.terminal(sync ? 5 : 2, vin, unit);
        expected.append(Wire.hex(answer));
      }
      byte[] stream = Wire.join(frames);
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(stream.length - at, 1 + random.nextInt(3_000));
        peer.send(java.util.Arrays.copyOfRange(stream, at, at + length));
        at += length;
      }
      assertThat(peer.read(expected.length() / 2)).isEqualTo(expected.toString());
    }
  }

  @Test
  void timeSyncIsAnsweredAtOnceUnlessAnAnswerIsOwedBefore() {
    MongoSet set = MongoSet.shared();
    String ours = HexFormat.of().formatHex(Wire.terminal(5, Wire.VIN, Wire.time(0)));
    try (Port port = new Port(set, Setup.usual());
        Peer none = port.connect(Setup.GB);
        Peer fresh = port.connect(Setup.HJ);
        Peer owed = port.connect(Setup.HJ)) {
      try (FailPoint _ = stalled(set)) {
        assertThat(none.send(Wire.realtime(Wire.VIN, 1), SYNC).read(31)).isEqualTo(ours);
        assertThat(fresh.send(SYNC).read(31)).isEqualTo(ours);
        owed.send(Wire.realtime(Wire.VIN, 2), SYNC);
        assertThat(owed.silentFor(500)).isTrue();
        port.now.set(Port.NOW.plusSeconds(7));
      }
      // The time is that of writing, not of asking.
      String later = HexFormat.of().formatHex(Wire.terminal(5, Wire.VIN, Wire.time(7)));
      assertThat(owed.read(25 + 31)).startsWith("232302").endsWith(later);
    }
  }

  @Test
  void whoSendsNoMoreStillGetsTheAnswersAndThenTheEnd() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      byte[] cut = java.util.Arrays.copyOf(Wire.realtime(Wire.VIN, 1), 30);
      // The second frame stands inside what the first still waits for: only the end shows it.
      peer.send(cut, Wire.vector("syn-logout")).finish();
      String logout = Wire.hex(Wire.vector("syn-logout")).substring(0, 42);
      assertThat(peer.rest()).startsWith(logout).hasSize(50);
      assertThat(port.count(ObdMeter.CANDIDATES_REFUSED, "partial")).isPositive();
    }
  }

  static FailPoint stalled(MongoSet set) {
    return set.failPoint("failCommand", "'alwaysOn'", "{failCommands: ['insert'], errorCode: 8}");
  }
}
