package lantian.deploy.command;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import lantian.obd.store.Rehearing;

/** Says now and then how far a rehearing is: count, rate and the time that is left (进度). */
final class Countdown {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final PrintWriter to;
  private final LongSupplier nanos;
  private final long begin;
  private long said;
  private long days;

  Countdown(PrintWriter to, LongSupplier nanos) {
    this.to = to;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    this.said = begin;
  }

  /** Takes how far it is; the last vehicle is always told. */
  void at(Rehearing.Progress progress) {
    days = progress.days();
    long now = nanos.getAsLong();
    if (now - said < EVERY_NANOS && progress.vehicles() < progress.of()) {
      return;
    }
    said = now;
    double seconds = Math.max(1e-3, (now - begin) / 1e9);
    long left = Math.round(seconds / progress.vehicles() * (progress.of() - progress.vehicles()));
    to.printf(
        "%,d of %,d vehicles, %,d vehicle-days, %,.0f a second, about %,d s left%n",
        progress.vehicles(), progress.of(), days, days / seconds, left);
    to.flush();
  }

  /** Vehicle-days judged so far. */
  long days() {
    return days;
  }
}
