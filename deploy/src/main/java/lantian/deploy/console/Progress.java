package lantian.deploy.console;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Says every few seconds how far long work is (进度): how many, how fast, what remains. */
public final class Progress implements LongConsumer {
  private static final long SAY = TimeUnit.SECONDS.toNanos(2);

  private final String what;
  private final long expected;
  private final PrintWriter err;
  private final long begun = System.nanoTime();
  private long last = begun;

  /**
   * Progress that begins now.
   *
   * @param what what is counted, plural, with what is done to it
   * @param expected about how many there will be
   */
  public Progress(String what, long expected, PrintWriter err) {
    this.what = what;
    this.expected = expected;
    this.err = err;
  }

  @Override
  public void accept(long count) {
    long now = System.nanoTime();
    if (now - last >= SAY) {
      last = now;
      double rate = count / ((now - begun) / 1e9);
      long left = Math.max(0, expected - count);
      err.printf(
          "%,d of about %,d %s, %,.0f a second, about %,.0f s remain%n",
          count, Math.max(expected, count), what, rate, left / rate);
      err.flush();
    }
  }
}
