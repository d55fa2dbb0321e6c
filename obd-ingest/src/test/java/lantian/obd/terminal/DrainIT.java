package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.log.LogEntry;
import org.junit.jupiter.api.Test;

class DrainIT {
  @Test
  void underLoadNothingAcknowledgedIsLostAndEveryoneIsToldTheEnd() throws Exception {
    List<Journal> journals = new ArrayList<>();
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Journal journal = new Journal("LSUZTESTVIN%06d".formatted(i), port.connect(Setup.HJ));
        journals.add(journal);
        threads.execute(journal);
      }
      Port.await(() -> port.log.balance().logged() > 5_000);
      long start = System.nanoTime();
      assertThat(port.listeners.drain()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      threads.shutdown();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "drain")).isEqualTo(20);
      assertThat(port.log.balance().inFlight()).isZero();
      Map<String, List<LogEntry>> logged =
          port.logged().stream().collect(Collectors.groupingBy(e -> e.frame().vin().text()));
      int acknowledged = 0;
      for (Journal journal : journals) {
        List<Integer> numbers =
            logged.getOrDefault(journal.vin, List.of()).stream().map(DrainIT::number).toList();
        // Stored once, in order, without a gap, and at least as far as acknowledged.
        assertThat(numbers).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(journal.acknowledged.get());
        acknowledged += journal.acknowledged.get();
      }
      // A drain in good order answers all that it stored.
      assertThat(acknowledged).isEqualTo((int) port.log.balance().logged());
    }
  }

  @Test
  void aDatabaseThatIsGoneDoesNotHoldTheEndUp() throws Exception {
    MongoSet set = MongoSet.shared();
    TerminalSettings soon =
        Setup.with(
            LimitSettings.defaults(),
            new DeadlineSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofMillis(700),
                Duration.ofSeconds(10)));
    try (Port port = new Port(set, soon);
        Peer peer = port.connect(Setup.HJ)) {
      try (FailPoint _ = AnswersIT.stalled(set)) {
        peer.send(Wire.realtime(Wire.VIN, 1));
        Port.await(() -> port.log.balance().received() == 1);
        assertThat(port.listeners.drain()).isFalse();
        assertThat(peer.rest()).isEmpty();
      }
    }
  }

  @Test
  void whoNeverClosesIsCutOnceTheLingerIsOver() throws Exception {
    DeadlineSettings usual = Setup.deadlines(Duration.ofSeconds(30));
    DeadlineSettings soon =
        new DeadlineSettings(
            usual.firstFrame(),
            usual.partialFrame(),
            usual.silence(),
            usual.answer(),
            usual.drain(),
            Duration.ofMillis(100));
    try (Port port = new Port(MongoSet.shared(), Setup.with(LimitSettings.defaults(), soon));
        Peer peer = port.connect(Setup.HJ)) {
      assertThat(peer.send(Wire.realtime(Wire.VIN, 1)).read(25)).hasSize(50);
      long start = System.nanoTime();
      assertThat(port.listeners.drain()).isTrue();
      // Nobody would wait longer than two seconds for a peer in any case.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_900));
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "drain")).isOne();
    }
  }

  private static int number(LogEntry entry) {
    return ByteBuffer.wrap(entry.frame().bytes()).getShort(entry.frame().unitOffset() + 7);
  }
}
