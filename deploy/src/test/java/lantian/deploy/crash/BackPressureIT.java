package lantian.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.deploy.simulate.JournalledSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MongoDB is stopped under load and goes on later: meanwhile nothing is acknowledged and the heap
 * does not grow; afterwards the load flows again and nothing is missing.
 *
 * <p>{@code -Dlantian.stall=30} for the long form, which asks for 90 % of the earlier rate within
 * 10 s; the short one only that it flows again, because other work on the machine changes rates.
 */
class BackPressureIT {
  private static final int STALL_SECONDS = Integer.getInteger("lantian.stall", 6);
  private static final int POINTS = 3;
  private static final int TERMINALS = 100;
  private static final int WINDOW = 1_000;
  private static final int SECONDS = STALL_SECONDS >= 30 ? 10 : 2;
  private static final int QUIET_SECONDS = 2;

  /** What the projector may still unpack of its bounded queue; the load would be 50 MB and more. */
  private static final long FLAT_KILOBYTES = 16_384;

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  @TempDir Path folder = Path.of("unset");

  @Test
  void nothingIsAnsweredNothingGrowsAndNothingIsLostWhileTheDatabaseIsStopped() throws Exception {
    Path data = folder.resolve("data");
    long first = Instant.now().minus(Duration.ofDays(30)).getEpochSecond();
    JournalledSender sender;
    try (Serving serving = new Serving(data)) {
      sender = new JournalledSender(serving.terminals(), TERMINALS, WINDOW, first, 1);
      try (sender) {
        rate(sender, 2);
        double before = rate(sender, SECONDS);
        serving.signalMongod("STOP");
        List<Long> heap;
        try {
          heap = whileStopped(serving, sender);
        } catch (AssertionError e) {
          throw new AssertionError(serving.state(), e);
        } finally {
          serving.signalMongod("CONT");
        }
        double after = 0;
        for (int window = 0; window < SECONDS / 2; window++) {
          after = Math.max(after, rate(sender, 2));
        }
        System.err.printf(
            Locale.ROOT,
            "stall of %d s: %,.0f packets/s before, %,.0f within %d s after, heap after GC %s KB%n",
            STALL_SECONDS,
            before,
            after,
            SECONDS,
            heap);
        assertThat(after).as("rate within %d s after", SECONDS).isGreaterThan(before * share());
        // It may shrink: the projector works off what it holds.
        assertThat(Collections.max(heap)).isLessThan(heap.getFirst() + FLAT_KILOBYTES);
      }
      assertThat(serving.stop()).isZero();
    }
    Exported packets = new Exported(data, "packets");
    assertThat(packets.missing(sender.acknowledged())).isZero();
    assertThat(packets.repeated()).isZero();
  }

  /**
   * What of the earlier rate is asked for; in CI others share the machine, and it must only flow.
   */
  private static double share() {
    return STALL_SECONDS >= 30 ? 0.9 : 0;
  }

  private static List<Long> whileStopped(Serving serving, JournalledSender sender)
      throws Exception {
    long answered = quiet(sender);
    List<Long> heap = new ArrayList<>();
    for (int point = 0; point < POINTS; point++) {
      heap.add(heapKilobytes(serving.pid()));
      park((double) STALL_SECONDS / POINTS);
    }
    assertThat(sender.count()).as("acknowledged while stopped").isEqualTo(answered);
    return heap;
  }

  /** Answers sent before have all arrived, and nothing is read any more: senders can't go on. */
  private static long quiet(JournalledSender sender) {
    long before = -1;
    long now = sender.count() + sender.traffic().sent();
    while (now != before) {
      park(QUIET_SECONDS);
      before = now;
      now = sender.count() + sender.traffic().sent();
    }
    return sender.count();
  }

  private static double rate(JournalledSender sender, int seconds) {
    long before = sender.count();
    long begun = System.nanoTime();
    park(seconds);
    return (sender.count() - before) * 1e9 / (System.nanoTime() - begun);
  }

  private static void park(double seconds) {
    LockSupport.parkNanos((long) (seconds * 1e9));
  }

  private static long heapKilobytes(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(tool.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
