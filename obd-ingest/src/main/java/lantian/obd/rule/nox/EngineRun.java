package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.EngineTime;

/**
 * The run of the engine that is going on (发动机运转段), as far as the NOx rule needs it.
 *
 * @param time since when the engine has been on
 * @param inletAt last second with a usable SCR inlet temperature, the start if there was none
 */
record EngineRun(EngineTime time, long inletAt) {
  static final EngineRun NONE = new EngineRun(EngineTime.NONE, -1);

  /** The run after an item; an item without engine speed leaves it as it is. */
  @SuppressWarnings("ReferenceEquality") // the same instance means that nothing changed
  EngineRun next(Reading item, NoxLimits limits) {
    EngineTime next = time.next(item, limits.engineOnRaw(), limits.runGapSeconds());
    if (next == time) {
      return this;
    }
    if (next.start() < 0) {
      return NONE;
    }
    boolean fresh = next.start() == item.second();
    boolean inlet = fresh || item.usable(Signal.SCR_INLET_TEMPERATURE);
    return new EngineRun(next, inlet ? item.second() : inletAt);
  }

  /** True if the engine is on and the warm-up is over. */
  boolean warm(long now, NoxLimits limits) {
    return time.warm(now, limits.warmUpSeconds());
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
    time.write(out);
    out.putLong(inletAt);
  }

  static EngineRun read(ByteBuffer in) {
    return new EngineRun(EngineTime.read(in), in.getLong());
  }
}
