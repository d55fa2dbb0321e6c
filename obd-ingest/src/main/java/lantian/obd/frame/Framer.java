package lantian.obd.frame;

import java.util.Arrays;

/**
 * Cuts a byte stream into frames (拆帧), after the exact rules of spec clause 2. What comes out never
 * depends on where reads cut the stream. Not thread-safe: one framer a connection, used by its
 * event loop.
 *
 * <p>The cost is linear in the bytes that pass, however many false heads overlap: after the first
 * bad check byte the XOR of a span is the difference of two running sums. Between frames a framer
 * holds no buffer, and while it waits its buffer is at most four times what it keeps.
 */
public final class Framer {
  private static final byte[] NONE = new byte[0];
  private static final int SMALL = 512;

  private final Candidate candidate;
  private final long partialMillis;
  private byte[] buffer = NONE;
  private int from;
  private int to;
  private int skipped;
  private long moved;
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
    this.candidate = new Candidate(maxUnit);
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
      moved += rest;
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
    skipped++;
    from++;
    sink.refused(Refusal.PARTIAL);
    scan(nowMillis, sink);
    release();
  }

  /**
   * Ends the stream: refuses incomplete candidates that have an accepted frame behind them.
   *
   * @return the bytes left over, from the first incomplete candidate without a frame behind it; −1
   *     if the sink had no room for a frame: then this is {@link #blocked}, and once {@link
   *     #resume} has got rid of that frame the stream is to be ended again
   */
  public int end(FrameSink sink) {
    blocked = false;
    deadline = Long.MAX_VALUE;
    Ending behind = new Ending();
    int open = -1;
    int at = from;
    while (at < to) {
      int verdict = candidate.judge(buffer, at, to);
      if (verdict > 0) {
        behind.tell(sink);
        open = -1;
        from = at;
        if (!sink.frame(buffer, at, verdict)) {
          blocked = true;
          return -1;
        }
        at += verdict;
        from = at;
        continue;
      }
      if (verdict == Candidate.WAITS && open < 0) {
        behind.tell(sink);
        open = at;
      }
      behind.skip(verdict);
      at++;
    }
    if (open < 0) {
      behind.tell(sink);
    }
    use(NONE, 0, 0);
    return open < 0 ? 0 : at - open;
  }

  /** Bytes of the buffer, used or not. */
  int held() {
    return buffer.length;
  }

  /** Heads judged, bytes XOR-ed and bytes moved so far: what the linear cost is held to. */
  long work() {
    return moved + candidate.work();
  }

  private void scan(long nowMillis, FrameSink sink) {
    int before = from;
    boolean waits = false;
    while (from < to) {
      int verdict = candidate.judge(buffer, from, to);
      if (verdict == Candidate.NOTHING) {
        from++;
        skipped++;
      } else if (verdict > 0) {
        tellJunk(sink);
        if (!sink.frame(buffer, from, verdict)) {
          blocked = true;
          deadline = Long.MAX_VALUE;
          return;
        }
        from += verdict;
      } else if (verdict == Candidate.WAITS) {
        waits = true;
        break;
      } else {
        refuse(Candidate.reason(verdict), sink);
      }
    }
    tellJunk(sink);
    if (!waits) {
      deadline = Long.MAX_VALUE;
    } else if (from != before || deadline == Long.MAX_VALUE) {
      deadline = nowMillis + partialMillis;
    }
  }

  private void refuse(Refusal reason, FrameSink sink) {
    if (HeaderCheck.hj212(buffer, from)) {
      sink.foreign(Foreign.HJ212);
    }
    from++;
    skipped++;
    sink.refused(reason);
  }

  private void tellJunk(FrameSink sink) {
    if (skipped > 0) {
      int junk = skipped;
      skipped = 0;
      sink.junk(junk);
    }
  }

  private void use(byte[] bytes, int start, int end) {
    buffer = bytes;
    from = start;
    to = end;
    candidate.reset();
  }

  private void append(byte[] bytes, int offset, int length) {
    int needed = to - from + length;
    if (to + length > buffer.length) {
      // Doubling, and sliding only when at least half is free, keeps the cost of a byte-by-byte
      // stream linear.
      move(needed * 2 <= buffer.length ? buffer : new byte[Math.max(SMALL, needed * 2)]);
    }
    System.arraycopy(bytes, offset, buffer, to, length);
    moved += length;
    to += length;
  }

  private void move(byte[] target) {
    int rest = to - from;
    System.arraycopy(buffer, from, target, 0, rest);
    moved += rest;
    candidate.slide(from);
    buffer = target;
    from = 0;
    to = rest;
  }

  /** Gives back what a large read left behind, so that a waiting candidate is all that costs. */
  private void release() {
    int rest = to - from;
    if (rest == 0) {
      use(NONE, 0, 0);
    } else if (buffer.length > 2 * SMALL && rest <= buffer.length / 4) {
      move(new byte[rest]);
    }
  }
}
