package lantian.deploy.simulate;

import java.util.List;
import java.util.Objects;
import lantian.deploy.simulate.truck.Diagnosis;
import lantian.deploy.simulate.truck.Interference;
import lantian.deploy.simulate.truck.Reading;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.Sample;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** A modelled truck as a source: its stream each second, its OBD block every five minutes. */
public final class ModelSource implements Source {
  private static final int BLOCK_AFTER = 30;
  private static final int BLOCK_EVERY = 300;

  private final Truck truck;
  private final Diagnosis diagnosis;
  private final Interference interference;
  private @Nullable Reading last;
  private int runningFor;

  /** The truck behind this VIN. */
  public ModelSource(Vin vin, Truck truck) {
    this.truck = truck;
    this.diagnosis = new Diagnosis(vin, ConstructedVin.of('X', truck.ignitions()), truck);
    this.interference = new Interference(truck.faults());
  }

  /** Stands with the engine off; see {@link Truck#rest}. */
  public void rest(int seconds, double ambient) {
    truck.rest(seconds, ambient);
    runningFor = 0;
  }

  /** What lies behind the second that {@link #at} was last asked for; only after the first. */
  public Reading last() {
    return Objects.requireNonNull(last);
  }

  @Override
  public List<Sample> at(long second) {
    Reading reading = truck.step(second);
    last = reading;
    if (!reading.running()) {
      runningFor = 0;
      return List.of();
    }
    diagnosis.run(second, truck.ignitions());
    byte[] body = interference.pass(second, reading.stream().bytes());
    boolean due = runningFor++ % BLOCK_EVERY == BLOCK_AFTER;
    if (body == null) {
      return List.of();
    }
    Sample stream = new Sample(second, Sample.STREAM, body);
    if (!due) {
      return List.of(stream);
    }
    byte[] block = diagnosis.block(second, truck.ignitions()).bytes();
    return List.of(new Sample(second, Sample.OBD, block), stream);
  }
}
