package lantian.deploy.simulate;

import java.util.List;
import lantian.deploy.simulate.truck.Reading;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.ObdBody;
import lantian.deploy.simulate.wire.Sample;
import lantian.proto.Vin;

/** A modelled truck as a source: its stream each second, its OBD block every five minutes. */
public final class ModelSource implements Source {
  private static final int BLOCK_AFTER = 30;
  private static final int BLOCK_EVERY = 300;

  /** SPN 4364 (catalyst conversion too low), FMI 18, one occurrence, as J1939 packs it. */
  private static final int LOW_CONVERSION = 0x0C11_1201;

  private final Vin vin;
  private final Truck truck;
  private int runningFor;

  /** The truck behind this VIN. */
  public ModelSource(Vin vin, Truck truck) {
    this.vin = vin;
    this.truck = truck;
  }

  @Override
  public List<Sample> at(long second) {
    Reading reading = truck.step(second);
    if (!reading.running()) {
      runningFor = 0;
      return List.of();
    }
    Sample stream = new Sample(second, Sample.STREAM, reading.stream().bytes());
    boolean block = runningFor++ % BLOCK_EVERY == BLOCK_AFTER;
    return block ? List.of(block(second), stream) : List.of(stream);
  }

  private Sample block(long second) {
    boolean lamp = truck.lamp(second);
    ObdBody body =
        new ObdBody(
            lamp,
            vin,
            "MODEL" + truck.specification().stage(),
            "00000001",
            truck.ignitions(),
            lamp ? List.of(LOW_CONVERSION) : List.of());
    return new Sample(second, Sample.OBD, body.bytes());
  }
}
