package lantian.deploy.simulate.world;

import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

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
  private final SplittableRandom random;
  private final @Nullable Double filedTankLitres;
  private long seconds;
  private long hotSeconds;
  private double metres;
  private double reached = Double.MAX_VALUE;
  private int days;
  private int lastDay = Integer.MIN_VALUE;

  WorldTruck(
      Vin vin,
      Label label,
      List<Spell> spells,
      Truck truck,
      DutyDrive drive,
      SplittableRandom own,
      SplittableRandom terminals,
      @Nullable Double filedTankLitres) {
    this.vin = vin;
    this.label = label;
    this.specification = truck.specification();
    this.spells = spells;
    this.truck = truck;
    this.drive = drive;
    this.source = new ModelSource(vin, truck);
    this.flaws = new TerminalFlaws(own, label.hardCase());
    this.random = terminals;
    this.filedTankLitres = filedTankLitres;
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

  /** Volume of its reagent tank as the register has it, litres; null if nothing is filed. */
  public @Nullable Double filedTankLitres() {
    return filedTankLitres;
  }

  /** Sends all its packets, and says what it did. */
  public Exposure run(Packets out) {
    Terminals terminals = new Terminals(vin, label.fault(), label.habit(), random, out);
    long end = 0;
    for (Spell spell : spells) {
      if (end == 0) {
        truck.soak(spell.ambientC());
      } else {
        source.rest((int) (spell.from() - end), spell.ambientC());
      }
      end = spell.from() + spell.seconds();
      drive.begin(spell.duty());
      flaws.start();
      terminals.start(spell.from());
      for (long second = spell.from(); second < end; second++) {
        second(second, terminals);
      }
      terminals.stop(end);
    }
    return new Exposure(seconds / 3_600.0, hotSeconds / 3_600.0, metres / 1_000, days);
  }

  private void second(long second, Terminals terminals) {
    List<Sample> samples = source.at(second);
    Reading reading = source.last();
    if (exposed(second)) {
      count(reading);
      int day = CityTime.dayNumber(second);
      days += day == lastDay ? 0 : 1;
      lastDay = day;
    }
    List<Sample> sent = List.of();
    if (flaws.arrives(second) && !samples.isEmpty()) {
      sent = new ArrayList<>(samples.size());
      for (Sample sample : samples) {
        sent.add(new Sample(second, sample.type(), flaws.spoil(sample)));
      }
    }
    terminals.second(second, terminal(second), sent, reading.stream().bytes());
  }

  /** Second at which its engine is started first. */
  public long begins() {
    return spells.isEmpty() ? 0 : spells.getFirst().from();
  }

  /** Hours with the engine on between two seconds. */
  public double hours(long from, long to) {
    long sum = 0;
    for (Spell spell : spells) {
      long end = spell.from() + spell.seconds();
      sum += Math.max(0, Math.min(end, to) - Math.max(spell.from(), from));
    }
    return sum / 3_600.0;
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
    Fault fault = label.fault();
    return fault == null
        || (second >= fault.fromSecond()
            && second < fault.untilSecond()
            && (fault.kind() != Fault.Kind.CLOCK_TWELVE || afternoon(second)));
  }

  /** When a clock of twelve hours is wrong, whichever hour it calls twelve. */
  private static boolean afternoon(long second) {
    return second - CityTime.startOf(CityTime.dayNumber(second)) >= 13 * 3_600;
  }

  private void count(Reading reading) {
    seconds++;
    Reading.Truth truth = reading.truth();
    hotSeconds += (truth.inletC() + truth.outletC()) / 2 >= HOT_C ? 1 : 0;
    metres += Math.max(0, truth.metres() - reached);
    reached = truth.metres();
  }
}
