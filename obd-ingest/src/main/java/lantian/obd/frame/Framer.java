package lantian.obd.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into frames (拆帧), after the exact rules of spec clause 2. What comes out never
 * depends on where reads cut the stream. Not thread-safe: one framer a connection, used by its
 * event loop.
 *
 * <p>Every byte is XOR-ed at most twice, however many false heads overlap: after the first bad
 * check byte the XOR of a span is the difference of two running sums. Between frames a framer holds
 * no buffer.
 */
public final class Framer {
  private static final byte[] NONE = new byte[0];

  private final int maxUnit;
  private final long partialMillis;
  private byte[] buffer = NONE;
  private int from;
  private int to;
  private final RunningXor xor = new RunningXor();
  private long deadline = Long.MAX_VALUE;
  private boolean blocked;

  /**
   * A framer with an empty buffer.
   *
   * @param maxUnit greatest data unit accepted, 1–65531 bytes (default of the settings: 8192)
   * @param partialMillis how long a begun frame may stay incomplete, in milliseconds
   */
  public Framer(int maxUnit, long partialMillis) {
    if (maxUnit < 1 || maxUnit > 65531) {
      throw new IllegalArgumentException("maxUnit " + maxUnit + " is not 1 to 65531");
    }
    if (partialMillis < 1) {
      throw new IllegalArgumentException("partialMillis " + partialMillis + " is not positive");
    }
    this.maxUnit = maxUnit;
    this.partialMillis = partialMillis;
  }

  /**
   * Takes the bytes of one read. {@code nowMillis} only moves the deadline of a frame left
   * incomplete.
   */
  public void feed(byte[] bytes, int offset, int length, long nowMillis, FrameSink sink) {
    if (from == to && !blocked) {
      use(bytes, offset, offset + length);
      scan(nowMillis, sink);
      int rest = to - from;
      use(rest == 0 ? NONE : Arrays.copyOfRange(bytes, from, to), 0, rest);
      return;
    }
    append(bytes, offset, length);
    if (!blocked) {
      scan(nowMillis, sink);
      release();
    }
  }

  /** Goes on after a sink had no room. */
  public void resume(long nowMillis, FrameSink sink) {
    if (blocked) {
      blocked = false;
      scan(nowMillis, sink);
      release();
    }
  }

  /** True while a frame waits because the sink had no room. */
  public boolean blocked() {
    return blocked;
  }

  /**
   * When the frame that is waited for becomes partial; {@link Long#MAX_VALUE} if none is waited
   * for.
   */
  public long deadlineMillis() {
    return deadline;
  }

  /** Bytes held back. */
  public int buffered() {
    return to - from;
  }

  /** Refuses the waiting candidate as partial if its deadline has passed, and looks behind it. */
  public void expire(long nowMillis, FrameSink sink) {
    if (nowMillis < deadline || from == to || blocked) {
      return;
    }
    deadline = Long.MAX_VALUE;
    refuse(Refusal.PARTIAL, sink);
    scan(nowMillis, sink);
    release();
  }

  /**
   * Ends the stream: refuses incomplete candidates that have an accepted frame behind them.
   *
   * @return the bytes left over, from the first incomplete candidate without a frame behind it
   */
  public int end(FrameSink sink) {
    EndScan tail = new EndScan();
    int at = from;
    int settled = from;
    while (at < to) {
      Verdict verdict = judge(at);
      if (verdict.frame > 0) {
        tail.emit(sink);
        sink.frame(buffer, at, verdict.frame);
        at += verdict.frame;
        settled = at;
        continue;
      }
      if (verdict.waits && !tail.open) {
        tail.open = true;
        settled = at;
      }
      tail.skip(verdict.waits ? Refusal.PARTIAL : verdict.refusal);
      at++;
      if (!tail.open) {
        tail.emit(sink);
        settled = at;
      }
    }
    int left = to - settled;
    use(NONE, 0, 0);
    deadline = Long.MAX_VALUE;
    return left;
  }

  private void scan(long nowMillis, FrameSink sink) {
    int junk = 0;
    int waitingAt = -1;
    while (from < to) {
      byte first = buffer[from];
      if (first != '#' && first != '~') {
        from++;
        junk++;
        continue;
      }
      Verdict verdict = judge(from);
      if (verdict.waits) {
        waitingAt = from;
        break;
      }
      if (junk > 0) {
        sink.junk(junk);
        junk = 0;
      }
      if (verdict.frame > 0) {
        if (!sink.frame(buffer, from, verdict.frame)) {
          blocked = true;
          deadline = Long.MAX_VALUE;
          return;
        }
        from += verdict.frame;
        deadline = Long.MAX_VALUE;
      } else if (verdict.refusal != null) {
        refuse(verdict.refusal, sink);
        deadline = Long.MAX_VALUE;
      } else {
        from++;
        junk++;
      }
    }
    if (junk > 0) {
      sink.junk(junk);
    }
    if (waitingAt < 0) {
      deadline = Long.MAX_VALUE;
    } else if (deadline == Long.MAX_VALUE) {
      deadline = nowMillis + partialMillis;
    }
  }

  private void refuse(Refusal reason, FrameSink sink) {
    if (reason != Refusal.PARTIAL && HeaderCheck.hj212(buffer, from)) {
      sink.foreign(Foreign.HJ212);
    }
    from++;
    sink.junk(1);
    sink.refused(reason);
  }

  private Verdict judge(int at) {
    byte mark = buffer[at];
    if (mark != '#' && mark != '~') {
      return Verdict.NOTHING;
    }
    if (at + 1 == to) {
      return Verdict.WAITS;
    }
    if (buffer[at + 1] != mark) {
      return Verdict.NOTHING;
    }
    if (to - at < Frame.HEADER) {
      return Verdict.WAITS;
    }
    Refusal header = HeaderCheck.refusal(buffer, at, maxUnit);
    if (header != null) {
      return Verdict.refused(header);
    }
    int whole = HeaderCheck.unitLength(buffer, at) + Frame.OVERHEAD;
    if (to - at < whole) {
      return Verdict.WAITS;
    }
    return xor.zero(buffer, at, at + whole, to) ? Verdict.frame(whole) : Verdict.BAD_BCC;
  }

  private void use(byte[] bytes, int start, int end) {
    buffer = bytes;
    from = start;
    to = end;
    xor.reset();
  }

  private void append(byte[] bytes, int offset, int length) {
    int rest = to - from;
    if (to + length > buffer.length) {
      int needed = rest + length;
      // Doubling, and sliding only when at least half is free, keeps the cost of a byte-by-byte
      // stream linear.
      byte[] target = needed * 2 <= buffer.length ? buffer : new byte[Math.max(512, needed * 2)];
      System.arraycopy(buffer, from, target, 0, rest);
      xor.slide(from);
      buffer = target;
      from = 0;
      to = rest;
    }
    System.arraycopy(bytes, offset, buffer, to, length);
    to += length;
  }

  private void release() {
    if (from == to && !blocked) {
      use(NONE, 0, 0);
    }
  }

  /**
   * What stands at one byte of the stream: a frame, a refused candidate, one to wait for, or
   * nothing.
   */
  private record Verdict(int frame, @Nullable Refusal refusal, boolean waits) {
    static final Verdict NOTHING = new Verdict(0, null, false);
    static final Verdict WAITS = new Verdict(0, null, true);
    static final Verdict BAD_BCC = new Verdict(0, Refusal.BCC, false);
    private static final Verdict BAD_LEN = new Verdict(0, Refusal.LEN, false);
    private static final Verdict BAD_HEADER = new Verdict(0, Refusal.HEADER, false);

    static Verdict refused(Refusal header) {
      return header == Refusal.LEN ? BAD_LEN : BAD_HEADER;
    }

    static Verdict frame(int length) {
      return new Verdict(length, null, false);
    }
  }

  /** Skipped bytes that only count if an accepted frame follows. */
  private static final class EndScan {
    private final List<Refusal> refusals = new ArrayList<>();
    private int junk;
    private boolean open;

    void skip(@Nullable Refusal refusal) {
      junk++;
      if (refusal != null) {
        refusals.add(refusal);
      }
    }

    void emit(FrameSink sink) {
      if (junk > 0) {
        sink.junk(junk);
      }
      refusals.forEach(sink::refused);
      refusals.clear();
      junk = 0;
      open = false;
    }
  }
}
