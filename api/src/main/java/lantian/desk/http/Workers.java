package lantian.desk.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/** Virtual threads for what waits, so many at once and no more, in total and per caller. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final Semaphore permits;
  private final DeskSettings.Limits limits;

  Workers(DeskSettings.Limits limits) {
    this.limits = limits;
    this.permits = new Semaphore(limits.requests());
  }

  /** Works on one request while there is a permit; refuses if all are taken. */
  <T> Future<T> permitted(Supplier<Future<T>> work) {
    if (!permits.tryAcquire()) {
      return Future.failedFuture(new Refusal(Fault.OVERLOADED, Duration.ofSeconds(2)));
    }
    return ended(work, permits::release);
  }

  /** Counts one request of a caller while it is under way; refuses if it has {@code most}. */
  <T> Future<T> counted(String caller, int most, Supplier<Future<T>> work) {
    int now = underWay.merge(caller, 1, Integer::sum);
    if (now > most) {
      leave(caller);
      return Future.failedFuture(new Refusal(Fault.BUSY_CALLER, Duration.ofSeconds(1)));
    }
    return ended(work, () -> leave(caller));
  }

  private static <T> Future<T> ended(Supplier<Future<T>> work, Runnable end) {
    Future<T> under;
    try {
      under = work.get();
    } catch (RuntimeException e) {
      under = Future.failedFuture(e);
    }
    return under.eventually(() -> {
      end.run();
      return Future.succeededFuture();
    });
  }

  private void leave(String caller) {
    underWay.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
  }

  /** Requests under way. */
  int busy() {
    return limits.requests() - permits.availablePermits();
  }

  /** Runs work that blocks; its result comes back on the event loop that asked. */
  <T> Future<T> run(Callable<T> work) {
    Context loop = Objects.requireNonNull(Vertx.currentContext());
    Promise<T> promise = Promise.promise();
    try {
      threads.execute(() -> {
        try {
          T result = work.call();
          loop.runOnContext(v -> promise.complete(result));
        } catch (Throwable e) { // An Error must end the request too.
          loop.runOnContext(v -> promise.fail(e));
        }
      });
    } catch (RejectedExecutionException e) {
      promise.fail(new Refusal(Fault.NOT_READY));
    }
    return promise.future();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
