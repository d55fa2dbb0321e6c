package lantian.desk.delivery;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event for one receiver (投递记录).
 *
 * @param receiver the receiver's name
 * @param sequence place of the event
 * @param event constant id of the event
 * @param kind what happened
 * @param way how it goes out
 * @param state where it stands
 * @param attempts how often it was tried
 * @param status HTTP status of the last attempt, 0 where there was none
 * @param reason why the last attempt failed, null if it did not
 * @param millis how long the last attempt took
 * @param digest SHA-256 over what was handed over, as hex
 * @param first when it was first tried
 * @param last when it was last tried
 * @param next when it is due again, null unless it failed
 * @param by who skipped it, null if nobody did
 * @param why why it was skipped
 * @param receipt true if a receipt names the digest, false if it names another; null if there is
 *     none
 */
public record Delivery(
    String receiver,
    long sequence,
    String event,
    String kind,
    Way.Kind way,
    State state,
    int attempts,
    int status,
    Outcome.@Nullable Failure reason,
    long millis,
    String digest,
    Instant first,
    Instant last,
    @Nullable Instant next,
    @Nullable String by,
    @Nullable String why,
    @Nullable Boolean receipt) {
  /** Where it stands. Names are stored and must not change. */
  public enum State {
    /** The receiver has it. */
    DELIVERED,
    /** It failed, and what comes after it waits. */
    FAILED,
    /** Somebody decided that the receiver goes without it. */
    SKIPPED
  }

  /** Opaque id; ids of one receiver are in the order of the outbox. */
  public String id() {
    return id(receiver, sequence);
  }

  static String id(String receiver, long sequence) {
    return String.format(Locale.ROOT, "%s_%015d", receiver, sequence);
  }

  /** Why the last attempt failed, Chinese; null if it did not. */
  public @Nullable String reasonZh() {
    return reason == null ? null : reason.zh();
  }

  /** The same in English. */
  public @Nullable String reasonEn() {
    return reason == null ? null : reason.en();
  }
}
