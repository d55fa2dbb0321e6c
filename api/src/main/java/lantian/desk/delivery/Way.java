package lantian.desk.delivery;

import java.util.List;
import lantian.desk.outbox.Event;

/** A way by which one receiver gets events (送出方式). Calls block. */
public interface Way extends AutoCloseable {
  /** What kinds of way there are. Names are stored and must not change. */
  enum Kind {
    /** Sent by HTTP. */
    WEBHOOK,
    /** Laid into a folder. */
    FILES
  }

  /**
   * A receipt that the receiver has left (签收回执).
   *
   * @param sequence place of the event
   * @param matches true if it names the digest of what was handed over
   * @param file name of the receipt
   */
  record Receipt(long sequence, boolean matches, String file) {}

  Kind kind();

  /** Where it leads, for people; without secrets. */
  String place();

  /** Hands one event over. Again after a kill or a failure: the receiver drops repeats by id. */
  Outcome hand(Event event) throws InterruptedException;

  /** Receipts that lie there; none where the answer itself is the receipt. */
  default List<Receipt> receipts() {
    return List.of();
  }

  /** The receipt has been noted: what belongs to it may go. */
  default void noted(Receipt receipt) {}

  @Override
  void close();
}
