package lantian.obd.quality;

import java.util.EnumMap;
import java.util.Map;
import lantian.obd.chunk.ItemReading;
import lantian.obd.packet.Signal;

/**
 * How many of the key fields hold a measurement (字段有效率). A sensor that is cold or was just switched
 * on owes none: those samples are not counted at all.
 */
final class Validity {
  private static final KeyField[] FIELDS = KeyField.values();
  private static final int ZERO_CELSIUS = 273 * 32;
  private static final int STEPS = 32;

  private final int gap;
  private final int readySeconds;
  private final long readyInlet;
  private final long readyOutlet;
  private final long[] usable = new long[FIELDS.length];
  private final long[] received = new long[FIELDS.length];
  private long startedAt;
  private long ranAt = Long.MIN_VALUE;

  Validity(QualityLimits limits) {
    this.gap = limits.whole(Bound.TRIP_GAP);
    this.readySeconds = limits.whole(Bound.NOX_READY);
    this.readyInlet = limits.raw(Bound.NOX_READY_INLET, STEPS) + ZERO_CELSIUS;
    this.readyOutlet = limits.raw(Bound.NOX_READY_OUTLET, STEPS) + ZERO_CELSIUS;
  }

  void take(ItemReading reading, Sample sample) {
    boolean running = sample.engine() == EngineOn.State.RUNNING;
    if (running) {
      boolean goesOn = ranAt != Long.MIN_VALUE && sample.second - ranAt < gap;
      startedAt = goesOn ? startedAt : sample.second;
      ranAt = sample.second;
    } else if (sample.engine() == EngineOn.State.STANDING) {
      ranAt = Long.MIN_VALUE;
    }
    boolean ready = running && sample.second - startedAt >= readySeconds && hot(sample);
    for (int i = 0; i < FIELDS.length; i++) {
      boolean owed =
          switch (FIELDS[i].when()) {
            case ALWAYS -> true;
            case RUNNING -> running;
            case NOX_READY -> ready;
          };
      if (owed && reading.raw(FIELDS[i].signal()) >= 0) {
        received[i]++;
        usable[i] += holds(FIELDS[i], reading, sample) ? 1 : 0;
      }
    }
  }

  /** By the inlet, or by the outlet where the inlet is not measured; not if neither is. */
  private boolean hot(Sample sample) {
    return sample.scrIn == Sample.NONE ? sample.scrOut >= readyOutlet : sample.scrIn >= readyInlet;
  }

  private static boolean holds(KeyField field, ItemReading reading, Sample sample) {
    Signal signal = field.signal();
    return field == KeyField.POSITION ? sample.located : reading.usable(signal);
  }

  Map<KeyField, Ratio> fields() {
    Map<KeyField, Ratio> fields = new EnumMap<>(KeyField.class);
    for (int i = 0; i < FIELDS.length; i++) {
      fields.put(FIELDS[i], new Ratio(usable[i], received[i]));
    }
    return fields;
  }

  /** All fields together. */
  Ratio all() {
    long good = 0;
    long of = 0;
    for (int i = 0; i < FIELDS.length; i++) {
      good += usable[i];
      of += received[i];
    }
    return new Ratio(good, of);
  }
}
