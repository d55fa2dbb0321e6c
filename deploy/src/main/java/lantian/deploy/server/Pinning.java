package lantian.deploy.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lantian.deploy.console.Failure;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.Pinner;
import lantian.desk.pinning.RootKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pins what is stored, every minute while the server runs and once at its end (定时固定). A pin that
 * fails is tried again at the next turn; nothing else waits for it.
 */
final class Pinning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pinning.class);
  private static final Duration END = Duration.ofSeconds(5);

  private final Pinner pinner;
  private final Duration every;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private Pinning(Pinner pinner, Duration every) {
    this.pinner = pinner;
    this.every = every;
    this.thread = Thread.ofVirtual().name("pins").unstarted(this::run);
  }

  /**
   * Starts it.
   *
   * @throws Failure if the folder or the key can't be used
   */
  static Pinning start(
      Settings settings, List<Ledger> ledgers, InstantSource clock, SecureRandom random) {
    try {
      @Nullable Path file = settings.evidence().rootKeyFile();
      RootKey key = file == null ? null : RootKey.read(file, random);
      Pinner pinner = Pinner.open(settings.pins(), ledgers, key, clock);
      Pinning pinning = new Pinning(pinner, settings.evidence().pinEvery());
      pinning.thread.start();
      return pinning;
    } catch (IOException e) {
      throw Failure.usage("pins can't be kept: " + e.getMessage());
    }
  }

  private void run() {
    try {
      boolean last;
      do {
        pin();
        last = closing.await(every.toMillis(), TimeUnit.MILLISECONDS);
      } while (!last);
      pin();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pin() {
    try {
      pinner.pin();
    } catch (IOException | RuntimeException e) {
      LOG.error("nothing could be pinned: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pinner.close();
  }
}
