package lantian.desk.access;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/**
 * Hashes and checks passwords (口令) on a few platform threads, so that guessing can't take the
 * machine. A full queue is a refusal, for right and wrong passwords alike.
 */
public final class Passwords implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DeskSettings.Access settings;
  private final Supplier<byte[]> salts;
  private final ThreadPoolExecutor pool;

  /** Checked for names that do not exist, so that they take as long as others. */
  private final String decoy;

  Passwords(DeskSettings.Access settings, Tokens tokens) {
    this.settings = settings;
    this.salts = tokens::salt;
    this.pool =
        new ThreadPoolExecutor(
            settings.hashThreads(),
            settings.hashThreads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.hashQueue()),
            Thread.ofPlatform().name("desk-password-", 0).daemon().factory());
    this.decoy = hash(tokens.secret());
  }

  /** The text to store for a password. */
  String hash(String password) {
    return run(() ->
        PasswordHash.of(password, settings.argonMemoryKib(), settings.argonPasses(), salts.get())
            .text());
  }

  /** True if the password is the one that was hashed. */
  boolean matches(String stored, String password) {
    return run(() -> PasswordHash.parse(stored).matches(password));
  }

  /** Takes as long as {@link #matches} and is always false. */
  boolean matchesNobody(String password) {
    return matches(decoy, password) && decoy.isEmpty();
  }

  /** True if the settings have become stricter since this was hashed. */
  boolean weak(String stored) {
    return PasswordHash.parse(stored).weakerThan(settings.argonMemoryKib(), settings.argonPasses());
  }

  private <T> T run(Callable<T> work) {
    Future<T> result;
    try {
      result = pool.submit(work);
    } catch (RejectedExecutionException e) {
      throw new Refusal(Fault.OVERLOADED, Duration.ofSeconds(2));
    }
    try {
      return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new Refusal(Fault.OVERLOADED, Duration.ofSeconds(5));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
