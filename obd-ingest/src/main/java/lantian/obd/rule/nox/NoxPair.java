package lantian.obd.rule.nox;

import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/** The two NOx sensors of one item (SCR前后NOx), in thousandths of a ppm. */
record NoxPair(long upstream, long downstream) {
  static final List<Cause> CAUSES =
      List.of(Cause.NOX_SATURATED, Cause.NOX_UNKNOWN, Cause.UPSTREAM_UNKNOWN);

  /** Why the item has no such pair, null if it has. */
  static @Nullable Cause lacking(Reading item) {
    if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      return Cause.NOX_SATURATED;
    }
    if (!item.usable(Signal.NOX_DOWNSTREAM)) {
      return Cause.NOX_UNKNOWN;
    }
    return item.usable(Signal.NOX_UPSTREAM) ? null : Cause.UPSTREAM_UNKNOWN;
  }

  /** The pair of an item that lacks nothing. */
  static NoxPair of(Reading item) {
    return new NoxPair(
        Words.milli(Signal.NOX_UPSTREAM, item.raw(Signal.NOX_UPSTREAM)),
        Words.milli(Signal.NOX_DOWNSTREAM, item.raw(Signal.NOX_DOWNSTREAM)));
  }

  /** What is left behind the catalyst, thousandths of a per cent; upstream must be above 0. */
  long remaining() {
    return Math.max(0, downstream * 100_000 / upstream);
  }
}
