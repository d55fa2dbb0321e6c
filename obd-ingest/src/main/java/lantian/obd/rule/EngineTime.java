package lantian.obd.rule;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;

/**
 * Since when the engine has been on (发动机运转时间).
 *
 * @param start first second with the engine on, −1 if it is off
 * @param lastOn last second with the engine on
 */
record EngineTime(long start, long lastOn) {
  static final EngineTime NONE = new EngineTime(-1, -1);

  /** The time after an item; an item without engine speed leaves it as it is. */
  EngineTime next(Reading item, long engineOnRaw, int runGapSeconds) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      return this;
    }
    if (item.raw(Signal.ENGINE_SPEED) < engineOnRaw) {
      return NONE;
    }
    long now = item.second();
    boolean fresh = start < 0 || now - lastOn > runGapSeconds;
    return new EngineTime(fresh ? now : start, now);
  }

  /** True if the engine is on and the warm-up is over. */
  boolean warm(long now, int warmUpSeconds) {
    return start >= 0 && now - start >= warmUpSeconds;
  }

  void write(ByteBuffer out) {
    out.putLong(start).putLong(lastOn);
  }

  static EngineTime read(ByteBuffer in) {
    return new EngineTime(in.getLong(), in.getLong());
  }
}
