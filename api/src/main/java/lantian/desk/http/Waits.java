package lantian.desk.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/**
 * Callers that wait until there is something to tell them (长轮询等待). They hold their own place and
 * none of everybody's: a permit is taken for each look and given back before the next wait.
 */
final class Waits implements AutoCloseable {
  /** Somebody whose look found no permit looks again after so many milliseconds. */
  private static final int SOON = 100;

  private static final Future<Void> DONE = Future.succeededFuture();

  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Asks the operation again; what it waits for now, empty when it has been answered. */
  @FunctionalInterface
  interface Look extends Function<Duration, Future<Optional<Answer.Later>>> {}

  /** One caller's waiting. */
  private final class Wait {
    private final Vertx vertx;
    private final Context loop;
    private final Look look;
    private final long began = System.nanoTime();
    private final long longest;
    private boolean gone;
    private Runnable wake = () -> {};

    Wait(Vertx vertx, Look look, Duration longest) {
      this.vertx = vertx;
      this.loop = vertx.getOrCreateContext();
      this.look = look;
      this.longest = longest.toNanos();
    }

    Future<Void> on(Answer.Later later) {
      long left = Math.min(left(), later.atMost().toNanos());
      return woken(left, later.awaited()).compose(v -> gone ? DONE : again());
    }

    /** A last look is always taken: time over is an answer, too. */
    private Future<Void> again() {
      Duration waited = Duration.ofNanos(closing ? longest : System.nanoTime() - began);
      return look.apply(waited)
          .recover(thrown ->
              left() > 0 && !closing && crowded(thrown)
                  ? Future.succeededFuture(Optional.of(soon()))
                  : Future.failedFuture(thrown))
          .compose(next -> next.isPresent() ? on(next.get()) : DONE);
    }

    private Future<Void> woken(long nanos, Answer.Awaited awaited) {
      Promise<Void> over = Promise.promise();
      // Always on its own loop, whoever wakes it.
      Runnable waking = () -> loop.runOnContext(v -> over.tryComplete());
      wake = waking;
      waiting.add(waking);
      long timer = vertx.setTimer(1 + nanos / 1_000_000, fired -> over.tryComplete());
      Runnable forget = awaited.once(waking);
      if (closing || gone) {
        over.tryComplete();
      }
      return over.future()
          .onComplete(done -> {
            vertx.cancelTimer(timer);
            forget.run();
            waiting.remove(waking);
          });
    }

    void leave() {
      gone = true;
      wake.run();
    }

    private long left() {
      return Math.max(0, longest - (System.nanoTime() - began));
    }

    private Answer.Later soon() {
      int millis = ThreadLocalRandom.current().nextInt(SOON) + 1;
      return new Answer.Later(Duration.ofMillis(millis), woken -> () -> {});
    }
  }

  /**
   * Waits and looks until there is an answer or the time is over.
   *
   * @param whenOver told what to run when the caller has gone
   * @param look asks the operation again, told how long it has been waited for
   */
  Future<Void> until(Answer.Later first, Consumer<Runnable> whenOver, Look look) {
    Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
    Wait wait = new Wait(vertx, look, first.atMost());
    whenOver.accept(wait::leave);
    return wait.on(first);
  }

  private static boolean crowded(Throwable thrown) {
    return thrown instanceof Refusal refusal && refusal.fault() == Fault.OVERLOADED;
  }

  /** Callers that wait. */
  int count() {
    return waiting.size();
  }

  /** Nobody waits any longer; everybody gets the answer there is. */
  @Override
  public void close() {
    closing = true;
    waiting.forEach(Runnable::run);
  }
}
