package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/**
 * One trip as far as a controller has to count it (行程).
 *
 * @param at second last looked at with the engine on
 * @param on seconds with the engine on, −1 if it is off
 * @param fast seconds of them at speed
 * @param counted true if nothing more comes of it
 */
record Trip(long at, int on, int fast, boolean counted) {
  static final Trip NONE = new Trip(Long.MIN_VALUE / 2, -1, 0, false);

  /** A trip that was counted before: what it adds lies before this second. */
  static Trip counted(long second) {
    return new Trip(second, 0, 0, true);
  }

  /** After an item with the engine on. */
  Trip next(Reading item, FrozenRatios.TripLimits limits) {
    long now = item.second();
    long elapsed = now - at;
    if (on < 0 || elapsed > limits.runGapSeconds()) {
      return new Trip(now, 0, 0, false);
    }
    int seconds = elapsed <= limits.gapSeconds() ? (int) elapsed : 0;
    return new Trip(now, on + seconds, fast + (atSpeed(item, limits) ? seconds : 0), counted);
  }

  private static boolean atSpeed(Reading item, FrozenRatios.TripLimits limits) {
    return item.usable(Signal.SPEED)
        && item.raw(Signal.SPEED) >= limits.fastRaw()
        && item.raw(Signal.ENGINE_SPEED) >= limits.revsRaw()
        && item.usable(Signal.BAROMETRIC_PRESSURE)
        && item.raw(Signal.BAROMETRIC_PRESSURE) >= limits.airRaw();
  }

  boolean counts(FrozenRatios.TripLimits limits) {
    return on >= limits.tripSeconds() && fast >= limits.fastSeconds();
  }

  Trip done() {
    return new Trip(at, on, fast, true);
  }

  void write(ByteBuffer out) {
    out.putLong(at).putInt(on).putInt(fast).put((byte) (counted ? 1 : 0));
  }

  static Trip read(ByteBuffer in) {
    return new Trip(in.getLong(), in.getInt(), in.getInt(), in.get() != 0);
  }
}
