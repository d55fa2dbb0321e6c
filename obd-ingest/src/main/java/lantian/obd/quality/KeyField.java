package lantian.obd.quality;

import lantian.obd.packet.Signal;

/** A field whose validity is told on its own (关键字段). */
public enum KeyField {
  SPEED(Signal.SPEED, When.ALWAYS),
  ENGINE_SPEED(Signal.ENGINE_SPEED, When.ALWAYS),
  POSITION(Signal.LOCATION_STATE, When.ALWAYS),
  TORQUE(Signal.NET_TORQUE, When.RUNNING),
  FUEL_RATE(Signal.FUEL_RATE, When.RUNNING),
  SCR_INLET(Signal.SCR_INLET_TEMPERATURE, When.RUNNING),
  SCR_OUTLET(Signal.SCR_OUTLET_TEMPERATURE, When.RUNNING),
  REAGENT(Signal.REAGENT_LEVEL, When.RUNNING),
  NOX_UPSTREAM(Signal.NOX_UPSTREAM, When.NOX_READY),
  NOX_DOWNSTREAM(Signal.NOX_DOWNSTREAM, When.NOX_READY);

  private final Signal signal;
  private final When when;

  KeyField(Signal signal, When when) {
    this.signal = signal;
    this.when = when;
  }

  /** When a vehicle owes a field. */
  enum When {
    /** In every sample. */
    ALWAYS,
    /** While the engine runs: controllers that sleep have no value. */
    RUNNING,
    /** While it runs and the sensor can measure: neither cold nor just started. */
    NOX_READY
  }

  /** The signal it is; of the position that which says whether it is valid. */
  public Signal signal() {
    return signal;
  }

  When when() {
    return when;
  }

  /** The Chinese name. */
  public String zh() {
    return this == POSITION ? "定位" : signal.zh();
  }
}
