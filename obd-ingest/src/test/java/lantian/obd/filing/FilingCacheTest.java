package lantian.obd.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

class FilingCacheTest {
  private static final Vin FILED = new Vin("LSUZTESTVIN000001");
  private static final Vin UNFILED = new Vin("LSUZTESTVIN000002");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final Desk desk = new Desk();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private long nanos;
  private final FilingCache cache =
      new FilingCache(
          desk,
          new FilingSettings(Duration.ofSeconds(5), 2, 100, Duration.ofMinutes(1)),
          tasks::add,
          () -> nanos);

  @Test
  void keepsAnAnswerForItsAgeAndNoLonger() {
    assertThat(cache.lookup(FILED).at(NOW)).isNotNull();
    nanos = Duration.ofSeconds(4).toNanos();
    assertThat(cache.lookup(FILED).at(NOW)).isNotNull();
    assertThat(desk.calls).hasSize(1);
    nanos = Duration.ofSeconds(5).toNanos();
    assertThat(cache.lookup(FILED).at(NOW)).isNotNull();
    assertThat(desk.calls).hasSize(2);
  }

  @Test
  void tellsUnfiledFromUnknown() {
    assertThat(cache.lookup(UNFILED)).isEqualTo(Filings.NONE);
    desk.down = true;
    assertThat(cache.lookup(UNFILED)).isEqualTo(Filings.NONE);
    assertThat(cache.lookup(FILED)).isEqualTo(Filings.UNKNOWN);
    desk.down = false;
    assertThat(cache.lookup(FILED).known()).isTrue();
  }

  @Test
  void questionsThatWaitGoTogether() {
    var first = cache.ask(FILED);
    var second = cache.ask(UNFILED);
    var again = cache.ask(FILED);
    assertThat(first).isNotDone();
    assertThat(tasks).hasSize(1);
    tasks.remove().run();

    assertThat(desk.calls).hasSize(1);
    assertThat(first.join().entries()).hasSize(1);
    assertThat(again.join()).isEqualTo(first.join());
    assertThat(second.join()).isEqualTo(Filings.NONE);
    assertThat(cache.ask(FILED)).isCompleted();
    assertThat(tasks).isEmpty();
  }

  @Test
  void noMoreWaitThanMayBeKeptAndTheRestIsUnknownAtOnce() {
    var first = cache.ask(FILED);
    var second = cache.ask(UNFILED);
    var beyond = cache.ask(new Vin("LSUZTESTVIN000003"));
    assertThat(beyond).isCompletedWithValue(Filings.UNKNOWN);
    assertThat(cache.ask(FILED)).isSameAs(first);
    tasks.remove().run();
    assertThat(first.join().entries()).hasSize(1);
    assertThat(second.join()).isEqualTo(Filings.NONE);
    // There is room again.
    assertThat(cache.ask(new Vin("LSUZTESTVIN000003"))).isNotDone();
  }

  @Test
  void aQuestionAfterAFailureIsAskedAgain() {
    desk.down = true;
    var failed = cache.ask(FILED);
    tasks.remove().run();
    assertThat(failed.join()).isEqualTo(Filings.UNKNOWN);

    desk.down = false;
    var asked = cache.ask(FILED);
    tasks.remove().run();
    assertThat(asked.join().known()).isTrue();
  }

  @Test
  void forgetsTheOldestBeyondItsCapacityAndWhatItIsToldTo() {
    Vin third = new Vin("LSUZTESTVIN000003");
    cache.lookup(FILED);
    cache.lookup(UNFILED);
    cache.lookup(third);
    desk.calls.clear();
    cache.lookup(UNFILED);
    cache.lookup(third);
    assertThat(desk.calls).isEmpty();
    cache.lookup(FILED);
    assertThat(desk.calls).hasSize(1);
    cache.forget(List.of(FILED));
    cache.lookup(FILED);
    assertThat(desk.calls).hasSize(2);
  }

  /** A register with one entry that can be unreachable. */
  private static final class Desk implements Register {
    final List<Collection<Vin>> calls = new ArrayList<>();
    boolean down;

    @Override
    public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
      calls.add(List.copyOf(vins));
      if (down) {
        throw new IllegalStateException("register down");
      }
      Map<Vin, List<Filing>> answer = new HashMap<>();
      if (vins.contains(FILED)) {
        answer.put(FILED, List.of(filing()));
      }
      return answer;
    }

    @Override
    public List<Change> changesAfter(long cursor, int limit) {
      return List.of();
    }

    private static Filing filing() {
      return new Filing(
          FILED,
          NOW.minusSeconds(60),
          null,
          "89860012345678901234",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          VehicleFacts.UNKNOWN,
          Origin.MEASURED);
    }
  }
}
