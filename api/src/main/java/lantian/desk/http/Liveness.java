package lantian.desk.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the event loops turn (存活探测): each loop notes the time twice a second. */
final class Liveness {
  private static final Duration LATEST = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(500);

  private final Map<Integer, Long> ticks = new ConcurrentHashMap<>();

  /** Called once on each loop. */
  void watch(Vertx vertx, int loop) {
    ticks.put(loop, System.nanoTime());
    vertx.setPeriodic(TICK.toMillis(), id -> ticks.put(loop, System.nanoTime()));
  }

  boolean alive() {
    long now = System.nanoTime();
    return ticks.values().stream().allMatch(tick -> now - tick <= LATEST.toNanos());
  }
}
