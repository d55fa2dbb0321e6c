package lantian.desk.lease;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that is taken, or held on to, before each piece of work (持租). For one thread at a time.
 */
public final class Holding {
  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  private final String name;
  private final Lease lease;
  private Lease.@Nullable Held held;

  /** Nothing is held yet; see {@link Lease} for the words. */
  public Holding(MongoDatabase durable, String name, Duration term) {
    this.name = name;
    this.lease = new Lease(durable, name, term);
  }

  /** Holds the lease for another term; false if another process has it. */
  public boolean hold() {
    Optional<Lease.Held> mine = held == null ? lease.take() : lease.renew(held);
    held = mine.or(lease::take).orElse(null);
    return held != null;
  }

  /** Gives it back, so that another process may work at once. */
  public void release() {
    if (held != null) {
      try {
        lease.release(held);
      } catch (MongoException e) {
        LOG.warn("the lease of {} ends by time: {}", name, e.getClass().getSimpleName());
      }
      held = null;
    }
  }
}
