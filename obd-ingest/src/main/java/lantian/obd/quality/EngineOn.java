package lantian.obd.quality;

import java.util.Arrays;
import lantian.obd.quality.Gap.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The seconds in which an engine ran, and what came of them (应传时段): from each running state to the
 * next one that is less than a gap away, with nothing between that says it stood.
 */
final class EngineOn {
  private static final long NONE = Long.MIN_VALUE;

  private final int gap;
  private final Gap.Taker taker;

  /** Per second behind the last running one: whether something came, and live. */
  private final byte[] between;

  private static final byte CAME = 1;
  private static final byte LIVE = 2;

  private long last = NONE;
  private boolean stood;
  private long expected;
  private long came;
  private long live;
  private long gaps;
  private long silences;
  private long silentSeconds;
  private @Nullable Kind kind;
  private long kindFirst;
  private long kindLast;

  /** What a sample says of the engine. */
  enum State {
    RUNNING,
    STANDING,
    UNKNOWN
  }

  EngineOn(int gap, Gap.Taker taker) {
    this.gap = gap;
    this.taker = taker;
    this.between = new byte[gap];
  }

  /**
   * Takes a sample; later than all before.
   *
   * @param here true if it came in time
   * @param live true if it came so as it was collected
   */
  void take(long second, State state, boolean here, boolean live) {
    byte mark = (byte) ((here ? CAME : 0) | (live ? LIVE : 0));
    switch (state) {
      case STANDING -> stood = true;
      case UNKNOWN -> {
        if (last != NONE && second - last < gap) {
          between[(int) (second - last)] = mark;
        }
      }
      case RUNNING -> run(second, mark);
    }
  }

  private void run(long second, byte mark) {
    if (last != NONE && !stood && second - last < gap) {
      for (long at = last + 1; at < second; at++) {
        expect(at, between[(int) (at - last)]);
      }
    } else if (last != NONE && !stood) {
      silence(second);
    }
    expect(second, mark);
    last = second;
    stood = false;
    Arrays.fill(between, (byte) 0);
  }

  private void expect(long second, byte mark) {
    expected++;
    came += (mark & CAME) == 0 ? 0 : 1;
    live += (mark & LIVE) == 0 ? 0 : 1;
    if ((mark & LIVE) != 0) {
      flush();
    } else {
      tell((mark & CAME) == 0 ? Kind.MISSING : Kind.REISSUED, second);
    }
  }

  private void tell(Kind now, long second) {
    if (now != kind || second != kindLast + 1) {
      flush();
      kind = now;
      kindFirst = second;
      gaps += now == Kind.MISSING ? 1 : 0;
    }
    kindLast = second;
  }

  private void flush() {
    if (kind != null) {
      taker.take(kind, kindFirst, kindLast);
      kind = null;
    }
  }

  private void silence(long second) {
    flush();
    silences++;
    silentSeconds += second - last - 1;
    taker.take(Kind.SILENCE, last + 1, second - 1);
  }

  /** Tells what is still to be told. */
  void end() {
    flush();
  }

  long expected() {
    return expected;
  }

  long came() {
    return came;
  }

  long live() {
    return live;
  }

  long gaps() {
    return gaps;
  }

  long silences() {
    return silences;
  }

  long silentSeconds() {
    return silentSeconds;
  }
}
