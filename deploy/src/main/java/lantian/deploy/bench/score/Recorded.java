package lantian.deploy.bench.score;

import java.util.List;
import lantian.obd.packet.Signal;

/**
 * What recordings of real trucks show of a signal (实测范围); spec real-data, clauses 2.1 and 2.2. They
 * are few and foreign: the world must embrace them, it need not equal them.
 *
 * @param operation driving or idling
 * @param signal which
 * @param low least value
 * @param high greatest value
 */
public record Recorded(Spread.Operation operation, Signal signal, double low, double high) {
  /** All of them. */
  public static final List<Recorded> ALL =
      List.of(
          moving(Signal.SPEED, 23, 55),
          moving(Signal.ENGINE_SPEED, 1_147, 1_786),
          moving(Signal.FUEL_RATE, 1.7, 14.7),
          moving(Signal.NOX_UPSTREAM, 310, 606),
          moving(Signal.NOX_DOWNSTREAM, -10.5, 0.4),
          moving(Signal.INTAKE_AIR, 244, 411),
          moving(Signal.SCR_INLET_TEMPERATURE, 242.6, 252.1),
          moving(Signal.SCR_OUTLET_TEMPERATURE, 207, 222.5),
          moving(Signal.DPF_DIFFERENTIAL_PRESSURE, 1.1, 1.9),
          moving(Signal.COOLANT_TEMPERATURE, 92, 93),
          idle(Signal.ENGINE_SPEED, 646.5, 653.75),
          idle(Signal.FUEL_RATE, 2.45, 2.85),
          idle(Signal.NOX_UPSTREAM, 85.7, 91),
          idle(Signal.INTAKE_AIR, 96, 106),
          idle(Signal.SCR_OUTLET_TEMPERATURE, 92.1, 93.8),
          idle(Signal.DPF_DIFFERENTIAL_PRESSURE, 0.2, 0.2),
          idle(Signal.COOLANT_TEMPERATURE, 71, 72));

  private static Recorded moving(Signal signal, double low, double high) {
    return new Recorded(Spread.Operation.MOVING, signal, low, high);
  }

  private static Recorded idle(Signal signal, double low, double high) {
    return new Recorded(Spread.Operation.IDLE, signal, low, high);
  }
}
