package lantian.obd.terminal;

import org.jspecify.annotations.Nullable;

/** How long a connection may let us wait, and we it (等待期限). */
final class Patience {
  private final DeadlineSettings deadlines;
  private final Reception reception;
  private final Outbox outbox;
  private final Brake brake;

  Patience(DeadlineSettings deadlines, Reception reception, Outbox outbox, Brake brake) {
    this.deadlines = deadlines;
    this.reception = reception;
    this.outbox = outbox;
    this.brake = brake;
  }

  /** The deadline that has passed, null if none has. */
  @Nullable Farewell lost(long nanos) {
    long quiet = reception.quietNanos(nanos);
    if (outbox.overdue(nanos, deadlines.answer().toNanos())) {
      return Farewell.UNANSWERED;
    }
    if (brake.ours() || outbox.owed() > 0) {
      return null; // The peer waits for us.
    }
    if (!reception.greeted() && quiet > deadlines.firstFrame().toNanos()) {
      return Farewell.NO_FRAME;
    }
    if (reception.greeted() && quiet > deadlines.silence().toNanos()) {
      return Farewell.SILENT;
    }
    return null;
  }
}
