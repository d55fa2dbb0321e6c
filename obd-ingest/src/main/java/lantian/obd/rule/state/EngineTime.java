package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/**
 * Since when the engine has been on (发动机运转时间).
 *
 * @param start first second with the engine on, −1 if it is off
 * @param lastOn last second with the engine on
 */
public record EngineTime(long start, long lastOn) {
  public static final EngineTime NONE = new EngineTime(-1, -1);

  /** The time after an item; an item without engine speed leaves it as it is. */
  public EngineTime next(Reading item, long engineOnRaw, int runGapSeconds) {
    return item.engine(this, engineOnRaw, runGapSeconds);
  }

  /** Works out {@link #next}; a reading that remembers the answer asks once for all rules. */
  public EngineTime after(Reading item, long engineOnRaw, int runGapSeconds) {
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
  public boolean warm(long now, int warmUpSeconds) {
    return start >= 0 && now - start >= warmUpSeconds;
  }

  public void write(ByteBuffer out) {
    out.putLong(start).putLong(lastOn);
  }

  public static EngineTime read(ByteBuffer in) {
    return new EngineTime(in.getLong(), in.getLong());
  }
}
