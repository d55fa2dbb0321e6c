package lantian.deploy.bench.score;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.deploy.simulate.world.Label;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/**
 * How values of honest China VI trucks are spread, in driving and idling that recordings show too
 * (分布).
 */
public final class Spread {
  private static final int EVERY = 7;

  /** Signals that are compared, with the width of a class in raw words. */
  private static final Map<Signal, Integer> CLASSES =
      new EnumMap<>(
          Map.of(
              Signal.SPEED, 64,
              Signal.ENGINE_SPEED, 40,
              Signal.FUEL_RATE, 2,
              Signal.NOX_UPSTREAM, 40,
              Signal.NOX_DOWNSTREAM, 10,
              Signal.INTAKE_AIR, 40,
              Signal.SCR_INLET_TEMPERATURE, 16,
              Signal.SCR_OUTLET_TEMPERATURE, 16,
              Signal.DPF_DIFFERENTIAL_PRESSURE, 1,
              Signal.COOLANT_TEMPERATURE, 1));

  /** Operation that a recording shows. */
  public enum Operation {
    /** All seconds with the engine on. */
    ALL,
    /** 28 to 55 km/h, warm. */
    MOVING,
    /** Standing for long with the engine on. */
    IDLE
  }

  /**
   * Seconds of one signal in one operation.
   *
   * @param operation driving or idling
   * @param signal which
   * @param width of a class in raw words
   * @param classes seconds in each
   */
  private record Row(Operation operation, Signal signal, int width, long[] classes) {}

  private final List<Row> rows = new ArrayList<>();
  private long seen;
  private int standing;

  /** Nothing seen. */
  public Spread() {
    for (Operation operation : Operation.values()) {
      CLASSES.forEach((signal, width) ->
          rows.add(new Row(operation, signal, width, new long[0x1_0000 / width + 1])));
    }
  }

  /** One second of a truck; only honest ones with a filter count, and one in seven of theirs. */
  void add(Reading reading, Label label) {
    if (!label.honest() || !label.stage().hasFilter() || !reading.usable(Signal.SPEED)) {
      return;
    }
    double speed = reading.value(Signal.SPEED);
    standing = speed == 0 ? standing + 1 : 0;
    if (seen++ % EVERY != 0) {
      return;
    }
    count(Operation.ALL, reading);
    boolean warm =
        reading.usable(Signal.SCR_OUTLET_TEMPERATURE)
            && reading.value(Signal.SCR_OUTLET_TEMPERATURE) > 200;
    if (speed > 28 && speed < 55 && warm) {
      count(Operation.MOVING, reading);
    } else if (standing > 600) {
      count(Operation.IDLE, reading);
    }
  }

  private void count(Operation operation, Reading reading) {
    for (Row row : rows) {
      if (row.operation == operation && reading.usable(row.signal)) {
        row.classes[(int) (reading.raw(row.signal) / row.width)]++;
      }
    }
  }

  /** Takes what another one has seen. */
  public synchronized void merge(Spread other) {
    seen += other.seen;
    for (int at = 0; at < rows.size(); at++) {
      long[] own = rows.get(at).classes;
      long[] more = other.rows.get(at).classes;
      for (int i = 0; i < own.length; i++) {
        own[i] += more[i];
      }
    }
  }

  /** Value that this share of the seconds does not exceed, NaN if there are none. */
  public double quantile(Operation operation, Signal signal, double share) {
    for (Row row : rows) {
      if (row.operation == operation && row.signal == signal) {
        return quantile(row, share);
      }
    }
    return Double.NaN;
  }

  private static double quantile(Row row, double share) {
    long all = 0;
    for (long one : row.classes) {
      all += one;
    }
    long left = (long) Math.ceil(all * share);
    for (int i = 0; i < row.classes.length; i++) {
      left -= row.classes[i];
      if (left <= 0 && all > 0) {
        double raw = (i + 0.5) * row.width - 0.5;
        return raw * row.signal.scale() + row.signal.offset();
      }
    }
    return Double.NaN;
  }
}
