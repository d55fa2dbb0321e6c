package lantian.desk.delivery;

import java.net.URI;
import java.time.Instant;
import lantian.desk.outbox.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of webhooks that an administrator keeps (推送接收方), without its secrets.
 *
 * @param name its name for good; never used again once it has ended
 * @param address where events go
 * @param reader what it may see
 * @param state whether it gets any
 * @param from sequence after which its first event is
 * @param oldUntil until when the secret before the last rotation signs, too; null if there is none
 * @param version counts its changes
 * @param created when
 * @param by sign-in name of whoever created it
 */
public record ReceiverRecord(
    String name,
    URI address,
    Reader reader,
    State state,
    long from,
    @Nullable Instant oldUntil,
    long version,
    Instant created,
    String by) {
  /** Whether it gets events. Names are stored and must not change. */
  public enum State {
    /** It does. */
    ACTIVE,
    /** Its events wait for it. */
    PAUSED,
    /** It gets no more, for good. */
    ENDED
  }
}
