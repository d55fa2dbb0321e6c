package lantian.deploy.simulate.world;

import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.ModelSource;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Reading;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.Sample;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/** One labelled truck and the days it is watched (标注车辆). Runs once. */
public final class WorldTruck {
  private static final double HOT_C = 250;
  private static final int TURN_S = 300;

  private final Vin vin;
  private final Label label;
  private final Specification specification;
  private final List<Spell> spells;
  private final DutyDrive drive;
  private final ModelSource source;
  private final Truck truck;
  private final TerminalFlaws flaws;
  private long seconds;
  private long hotSeconds;
  private double metres;
  private double reached = Double.MAX_VALUE;
  private int days;

  WorldTruck(
      Vin vin,
      Label label,
      List<Spell> spells,
      Truck truck,
      DutyDrive drive,
      SplittableRandom own) {
    this.vin = vin;
    this.label = label;
    this.specification = truck.specification();
    this.spells = spells;
    this.truck = truck;
    this.drive = drive;
    this.source = new ModelSource(vin, truck);
    this.flaws = new TerminalFlaws(own, label.hardCase());
  }

  public Vin vin() {
    return vin;
  }

  public Label label() {
    return label;
  }

  /** What it is built of. */
  public Specification specification() {
    return specification;
  }

  /** Sends all its items, and says what it did. */
  public Exposure run(Items items) {
    long end = 0;
    int lastDay = Integer.MIN_VALUE;
    for (Spell spell : spells) {
      if (end == 0) {
        truck.soak(spell.ambientC());
      } else {
        source.rest((int) (spell.from() - end), spell.ambientC());
      }
      drive.begin(spell.duty());
      flaws.start();
      for (int i = 0; i < spell.seconds(); i++) {
        long second = spell.from() + i;
        List<Sample> samples = source.at(second);
        if (exposed(second)) {
          count(source.last());
          int day = CityTime.dayNumber(second);
          days += day == lastDay ? 0 : 1;
          lastDay = day;
        }
        if (flaws.arrives(second)) {
          for (Sample sample : samples) {
            items.item(second, sample.type(), terminal(second), flaws.spoil(sample));
          }
        }
      }
      end = spell.from() + spell.seconds();
    }
    return new Exposure(seconds / 3_600.0, hotSeconds / 3_600.0, metres / 1_000, days);
  }

  /** Another terminal takes its turns of five minutes. */
  private int terminal(long second) {
    Fault fault = label.fault();
    boolean other =
        fault != null
            && fault.kind() == Fault.Kind.TERMINALS_SEVERAL
            && exposed(second)
            && second / TURN_S * 7_919 % 1_000 < 1_000 * fault.magnitude();
    return other ? 2 : 1;
  }

  private boolean exposed(long second) {
    return label.fault() == null
        || (second >= label.fault().fromSecond() && second < label.fault().untilSecond());
  }

  private void count(Reading reading) {
    seconds++;
    Reading.Truth truth = reading.truth();
    hotSeconds += (truth.inletC() + truth.outletC()) / 2 >= HOT_C ? 1 : 0;
    metres += Math.max(0, truth.metres() - reached);
    reached = truth.metres();
  }
}
