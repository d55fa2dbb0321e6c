package lantian.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.truck.Build;
import lantian.deploy.simulate.truck.Family;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Fitting;
import lantian.deploy.simulate.truck.MotorwayDrive;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;
import lantian.deploy.simulate.wire.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each fault changes what is sent from its second on, and nothing before. */
class FaultKindTest {
  private static final int ONSET = 3_600;
  private static final int LONGEST = 60 * 3_600;

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      mode = Mode.EXCLUDE,
      names = {"TERMINALS_SEVERAL", "TERMINAL_REMOVED", "CLOCK_WRONG", "CLOCK_TWELVE"})
  void changesWhatIsSentFromItsSecondOn(Fault.Kind kind) {
    Source sound = source(List.of());
    Source wrong = source(List.of(new Fault(kind, ONSET, 1)));
    int second = 0;
    while (second < LONGEST && bytes(sound, second).equals(bytes(wrong, second))) {
      second++;
    }
    assertThat(second).isBetween(ONSET, LONGEST - 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"MIL_ON", "VIN_OTHER", "CALIBRATION_CHANGED", "VERIFICATION_CHANGED", "MIL_DARK"})
  void isGoneOnceItIsRepaired(Fault.Kind kind) {
    int repair = ONSET + 1_800;
    Source sound = source(List.of());
    Source wrong = source(List.of(new Fault(kind, ONSET, repair, 1)));
    int differing = 0;
    for (int second = 0; second < repair + 3_600; second++) {
      boolean differs = !bytes(sound, second).equals(bytes(wrong, second));
      assertThat(differs && second >= repair).isFalse();
      differing += differs ? 1 : 0;
    }
    assertThat(differing).isBetween(5, 7);
  }

  private static Source source(List<Fault> faults) {
    SplittableRandom random = new SplittableRandom(11);
    Build build = new Build(Specification.of(Stage.VI_B, 3, 0.6), Family.PLAIN, Fitting.LIVELY);
    return new ModelSource(
        ConstructedVin.of('T', 1),
        new Truck(build, new MotorwayDrive(random.split()), faults, random.split()));
  }

  private static List<String> bytes(Source source, int second) {
    List<String> out = new ArrayList<>();
    for (Sample sample : source.at(second)) {
      out.add(sample.type() + " " + HexFormat.of().formatHex(sample.body()));
    }
    return out;
  }
}
