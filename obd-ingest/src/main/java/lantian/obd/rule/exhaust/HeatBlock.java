package lantian.obd.rule.exhaust;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/**
 * Fuel rate and SCR inlet temperature over some minutes of one engine run (工况块), raw words.
 *
 * @param start first second
 * @param last last second, kept when the next block begins
 * @param seconds time under observation
 * @param count items
 * @param fuel sum of their fuel rates
 * @param inlet sum of their inlet temperatures
 * @param hottest greatest inlet temperature
 * @param verified true if all of them are verified
 */
record HeatBlock(
    long start,
    long last,
    long seconds,
    int count,
    long fuel,
    long inlet,
    long hottest,
    boolean verified) {
  static final HeatBlock NONE = new HeatBlock(-1, -1, 0, 0, 0, 0, 0, true);

  /** One more item, or the first of all behind a gap. */
  HeatBlock with(Reading item, boolean follows) {
    long now = item.second();
    long inlet = item.raw(Signal.SCR_INLET_TEMPERATURE);
    boolean first = count == 0 || !follows;
    return new HeatBlock(
        first ? now : start,
        now,
        !follows ? 0 : seconds + now - last,
        first ? 1 : count + 1,
        (first ? 0 : fuel) + item.raw(Signal.FUEL_RATE),
        (first ? 0 : this.inlet) + inlet,
        first ? inlet : Math.max(hottest, inlet),
        (first || verified) && item.verified());
  }

  /** True if an item follows the last one closely. */
  boolean follows(long now, int gapSeconds) {
    return last >= 0 && now - last <= gapSeconds;
  }

  /** Behind a full block. */
  HeatBlock behind() {
    return new HeatBlock(-1, last, 0, 0, 0, 0, 0, true);
  }

  long meanFuel() {
    return fuel / count;
  }

  long meanInlet() {
    return inlet / count;
  }

  void write(ByteBuffer out) {
    out.putLong(start).putLong(last).putLong(seconds).putInt(count);
    out.putLong(fuel).putLong(inlet).putLong(hottest).put((byte) (verified ? 1 : 0));
  }

  static HeatBlock read(ByteBuffer in) {
    return new HeatBlock(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0);
  }
}
