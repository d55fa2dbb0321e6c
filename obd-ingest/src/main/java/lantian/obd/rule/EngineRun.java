package lantian.obd.rule;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;

/**
 * The run of the engine that is going on (发动机运转段), as far as the NOx rule needs it.
 *
 * @param start first second with the engine on, −1 if it is off
 * @param lastOn last second with the engine on
 * @param inletAt last second with a usable SCR inlet temperature, the start if there was none
 */
record EngineRun(long start, long lastOn, long inletAt) {
  static final EngineRun NONE = new EngineRun(-1, -1, -1);

  /** The run after an item; an item without engine speed leaves it as it is. */
  EngineRun next(Reading item, NoxLimits limits) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      return this;
    }
    if (item.raw(Signal.ENGINE_SPEED) < limits.engineOnRaw()) {
      return NONE;
    }
    long now = item.second();
    boolean fresh = start < 0 || now - lastOn > limits.runGapSeconds();
    boolean inlet = fresh || item.usable(Signal.SCR_INLET_TEMPERATURE);
    return new EngineRun(fresh ? now : start, now, inlet ? now : inletAt);
  }

  /** True if the engine is on and the warm-up is over. */
  boolean warm(long now, NoxLimits limits) {
    return start >= 0 && now - start >= limits.warmUpSeconds();
  }

  /** True if the outlet stands in for an inlet that has been away for long. */
  boolean standIn(Reading item, NoxLimits limits) {
    return !item.usable(Signal.SCR_INLET_TEMPERATURE)
        && item.second() - inletAt >= limits.inletMissingSeconds();
  }

  boolean temperatureKnown(Reading item, NoxLimits limits) {
    return item.usable(Signal.SCR_INLET_TEMPERATURE)
        || (standIn(item, limits) && item.usable(Signal.SCR_OUTLET_TEMPERATURE));
  }

  /** True if the catalyst is at temperature; only asked where the temperature is known. */
  boolean hot(Reading item, NoxLimits limits) {
    return item.usable(Signal.SCR_INLET_TEMPERATURE)
        ? item.raw(Signal.SCR_INLET_TEMPERATURE) >= limits.inletRaw()
        : item.raw(Signal.SCR_OUTLET_TEMPERATURE) >= limits.outletRaw();
  }

  void write(ByteBuffer out) {
    out.putLong(start).putLong(lastOn).putLong(inletAt);
  }

  static EngineRun read(ByteBuffer in) {
    return new EngineRun(in.getLong(), in.getLong(), in.getLong());
  }
}
