package lantian.deploy.simulate.truck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Plausibility of the model, judged by its own truth and by the bytes it sends. */
class TruckTest {
  private static final int DAY = 8 * 3_600;

  @Test
  void sameSeedGivesTheSameBytes() {
    Truck one = truck(Stage.VI, 42);
    Truck two = truck(Stage.VI, 42);
    Truck other = truck(Stage.VI, 43);
    boolean differs = false;
    for (int second = 0; second < 2_000; second++) {
      byte[] bytes = one.step(second).stream().bytes();
      assertThat(two.step(second).stream().bytes()).isEqualTo(bytes);
      differs |= !Arrays.equals(other.step(second).stream().bytes(), bytes);
    }
    assertThat(differs).isTrue();
  }

  @RepeatedTest(12)
  void energyAndNoxBalancesArePlausible(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Stage stage = seed % 2 == 0 ? Stage.V : Stage.VI;
    Day day = Day.of(truck(stage, seed));
    assertThat(day.fuelGrams / day.workKwh).as("fuel g per kWh").isBetween(195.0, 270.0);
    assertThat(day.fuelGrams / 840 / day.km * 100).as("litres per 100 km").isBetween(18.0, 50.0);
    assertThat(day.noxInGrams / day.fuelGrams * 1_000).as("NOx g per kg").isBetween(22.0, 45.0);
    double converted = 1 - day.noxOutGrams / day.noxInGrams;
    assertThat(converted).as("conversion").isBetween(0.7, 0.99);
    double reagentShare = day.reagentLitres / (day.fuelGrams / 840);
    assertThat(reagentShare).as("reagent per fuel").isBetween(0.03, 0.065);
    // 0.5 mol of urea reduces one mol of NOx: 2 g of solution per g, and little more than that.
    double reduced = day.noxInGrams - day.noxOutGrams;
    assertThat(day.reagentLitres * 1_090 / reduced).as("reagent g per NOx g").isBetween(1.9, 2.2);
  }

  @RepeatedTest(30)
  void healthyTruckNeverExceedsItsStageForLongWhileHot(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Stage stage = seed % 2 == 0 ? Stage.V : Stage.VI;
    Day day = Day.of(truck(stage, seed));
    assertThat(day.longestHighSeconds).isLessThan(120);
    assertThat(day.hotSeconds).isGreaterThan(DAY / 2);
  }

  @RepeatedTest(10)
  void truckWithoutReagentExceedsItForLong(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Stage stage = seed % 2 == 0 ? Stage.V : Stage.VI;
    Fault fault = new Fault(Fault.Kind.SCR_DISABLED, 0, 1);
    Day day = Day.of(truck(stage, seed, fault));
    assertThat(day.longestHighSeconds).isGreaterThan(600);
    assertThat(day.reagentLitres).isZero();
  }

  @Test
  void faultBeginsAtItsSecondAndNotBefore() {
    Fault late = new Fault(Fault.Kind.SCR_DISABLED, DAY / 2, 1);
    Truck sick = truck(Stage.VI, 5, late);
    Truck healthy = truck(Stage.VI, 5);
    for (int second = 0; second < DAY / 2; second++) {
      assertThat(sick.step(second).stream().bytes())
          .isEqualTo(healthy.step(second).stream().bytes());
    }
    double extra = 0;
    for (int second = DAY / 2; second < DAY; second++) {
      extra += sick.step(second).truth().noxOutGps() - healthy.step(second).truth().noxOutGps();
    }
    assertThat(extra).isGreaterThan(100);
  }

  @Test
  void emulatorShowsCleanNoxAndALevelThatStays() {
    Day day = Day.of(truck(Stage.VI, 3, new Fault(Fault.Kind.REAGENT_UNUSED, 0, 1)));
    assertThat(day.longestHighSeconds).isLessThan(120);
    assertThat(day.reagentSpread).isLessThanOrEqualTo(0.81);
    assertThat(day.noxOutGrams).isGreaterThan(0.9 * day.noxInGrams);
    assertThat(Day.of(truck(Stage.VI, 3)).reagentSpread).isGreaterThan(5);
  }

  @Test
  void noxSensorsAreSilentUntilTheyAreHot() {
    Truck truck = truck(Stage.VI, 9);
    int started = -1;
    int heard = -1;
    for (int second = 0; heard < 0; second++) {
      Reading reading = truck.step(second);
      started = started < 0 && reading.running() ? second : started;
      heard = Day.word(reading, 11) != 0xFFFF ? second : heard;
    }
    assertThat(heard - started).isBetween(89, 900);
  }

  @Test
  void outletLagsTheInletAndNoiseMakesNoxNegativeAtTimes() {
    Day day = Day.of(truck(Stage.VI, 1));
    assertThat(day.meanInletC - day.meanOutletC).isBetween(5.0, 60.0);
    assertThat(day.lowestDownPpm).isNegative();
  }

  @Test
  void stageFiveHasNoFilterPressure() {
    assertThat(Day.word(truck(Stage.V, 1).step(0), 20)).isEqualTo(0xFFFF);
    assertThat(Day.word(truck(Stage.VI, 1).step(0), 20)).isLessThan(0xFB00);
  }

  private static Truck truck(Stage stage, int seed, Fault... faults) {
    SplittableRandom random = new SplittableRandom(seed);
    Specification built = Specification.draw(stage, random);
    return new Truck(built, new InventedDrive(random.split()), List.of(faults), random.split());
  }

  /** Eight hours of one truck, summed up from its truth and from its bytes. */
  private static final class Day {
    private double fuelGrams;
    private double workKwh;
    private double km;
    private double noxInGrams;
    private double noxOutGrams;
    private double reagentLitres;
    private double meanInletC;
    private double meanOutletC;
    private double lowestDownPpm = Double.MAX_VALUE;
    private double reagentSpread;
    private int hotSeconds;
    private int longestHighSeconds;

    static Day of(Truck truck) {
      Day day = new Day();
      int high = 0;
      double limit = truck.specification().stage() == Stage.V ? 500 : 200;
      double least = 100;
      double most = 0;
      for (int second = 0; second < DAY; second++) {
        Reading reading = truck.step(second);
        if (!reading.running()) {
          high = 0;
          continue;
        }
        day.add(reading.truth());
        double inlet = word(reading, 16) * 0.03125 - 273;
        boolean heard = word(reading, 11) <= 0xFAFF;
        double down = word(reading, 11) * 0.05 - 200;
        boolean hot = inlet >= 250;
        day.hotSeconds += hot ? 1 : 0;
        high = hot && heard && down > limit ? high + 1 : 0;
        day.longestHighSeconds = Math.max(day.longestHighSeconds, high);
        day.lowestDownPpm = heard ? Math.min(day.lowestDownPpm, down) : day.lowestDownPpm;
        double level = (reading.stream().bytes()[13] & 0xFF) * 0.4;
        least = Math.min(least, level);
        most = Math.max(most, level);
      }
      day.reagentSpread = most - least;
      return day;
    }

    private void add(Reading.Truth truth) {
      fuelGrams += truth.fuelGps();
      workKwh += Math.max(0, truth.brakeKw()) / 3_600;
      km = truth.metres() / 1_000;
      noxInGrams += truth.noxInGps();
      noxOutGrams += truth.noxOutGps();
      reagentLitres += truth.reagentLitres();
      meanInletC += truth.inletC() / DAY;
      meanOutletC += truth.outletC() / DAY;
    }

    static int word(Reading reading, int at) {
      byte[] body = reading.stream().bytes();
      return ((body[at] & 0xFF) << 8) | (body[at + 1] & 0xFF);
    }
  }
}
