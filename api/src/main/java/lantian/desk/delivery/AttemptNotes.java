package lantian.desk.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lantian.desk.outbox.Event;
import org.jspecify.annotations.Nullable;

/** What is noted of an attempt for one receiver, and when the next is due (投递登记). */
final class AttemptNotes {
  private final String name;
  private final Way.Kind way;
  private final List<Duration> retries;
  private final InstantSource clock;

  /**
   * Notes for a receiver.
   *
   * @param retries times between attempts; the last is repeated
   */
  AttemptNotes(String name, Way.Kind way, List<Duration> retries, InstantSource clock) {
    this.name = name;
    this.way = way;
    this.retries = List.copyOf(retries);
    this.clock = clock;
  }

  /**
   * The record of an attempt.
   *
   * @param before the one of the last attempt at this event, null if it is the first
   */
  Delivery of(Event event, @Nullable Delivery before, Outcome outcome) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int attempts = before == null ? 1 : before.attempts() + 1;
    boolean good = outcome instanceof Outcome.Delivered;
    int status =
        switch (outcome) {
          case Outcome.Delivered delivered -> delivered.status();
          case Outcome.Failed failed -> failed.status();
        };
    Duration took =
        switch (outcome) {
          case Outcome.Delivered delivered -> delivered.took();
          case Outcome.Failed failed -> failed.took();
        };
    return new Delivery(
        name,
        event.sequence(),
        event.id(),
        event.notice().kind(),
        way,
        good ? Delivery.State.DELIVERED : Delivery.State.FAILED,
        attempts,
        status,
        outcome instanceof Outcome.Failed failed ? failed.reason() : null,
        took.toMillis(),
        event.digest(),
        before == null ? now : before.first(),
        now,
        good ? null : now.plus(pause(attempts)),
        null,
        null,
        null);
  }

  /** Up to a tenth longer, so that receivers that went down together are not met together. */
  private Duration pause(int attempts) {
    long millis = retries.get(Math.min(attempts, retries.size()) - 1).toMillis();
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 10 + 1));
  }
}
