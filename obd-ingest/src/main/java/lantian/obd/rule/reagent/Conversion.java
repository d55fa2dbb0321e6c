package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;

/**
 * Both NOx sensors over one block of the level (SCR前后NOx累计).
 *
 * @param count items that showed both, hot and with enough upstream
 * @param upstream sum of the upstream ones, thousandths of a ppm
 * @param downstream sum of the downstream ones, none of them below 0
 */
record Conversion(int count, long upstream, long downstream) {
  static final Conversion NONE = new Conversion(0, 0, 0);

  /** One more item of a block, the first one of another block if it begins it. */
  Conversion with(Reading item, boolean first, boolean hot, long least) {
    Conversion was = first ? NONE : this;
    if (!hot || !item.usable(Signal.NOX_UPSTREAM) || !item.usable(Signal.NOX_DOWNSTREAM)) {
      return was;
    }
    long up = Words.milli(Signal.NOX_UPSTREAM, item.raw(Signal.NOX_UPSTREAM));
    long down = Words.milli(Signal.NOX_DOWNSTREAM, item.raw(Signal.NOX_DOWNSTREAM));
    return up < least
        ? was
        : new Conversion(was.count + 1, was.upstream + up, was.downstream + Math.max(0, down));
  }

  Conversion and(Conversion other) {
    return new Conversion(
        count + other.count, upstream + other.upstream, downstream + other.downstream);
  }

  /** What is left behind the catalyst, thousandths of a per cent; only asked where there is any. */
  long remaining() {
    return downstream * 100_000 / upstream;
  }

  void write(ByteBuffer out) {
    out.putInt(count).putLong(upstream).putLong(downstream);
  }

  static Conversion read(ByteBuffer in) {
    return new Conversion(in.getInt(), in.getLong(), in.getLong());
  }
}
