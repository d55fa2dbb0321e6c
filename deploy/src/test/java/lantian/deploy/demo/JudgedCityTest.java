package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lantian.deploy.simulate.Frames;
import lantian.deploy.simulate.truck.Specification;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.RuleSets;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/**
 * The demo city through encoder, decoder and judge in memory: every labelled fault is found, and
 * nothing else is.
 */
class JudgedCityTest {
  private static final long START = 1_795_000_000L;

  /** Under OBD-SCREEN-2. */
  private static final long LATER = 1_798_000_000L;

  @Test
  void everyFaultIsFoundAndNothingElse() {
    Plan plan = new Plan(Plan.ORDINARY.seed(), 40, Plan.ORDINARY.past());
    Map<Vin, Set<String>> expected = new TreeMap<>();
    Map<Vin, Set<String>> found = new TreeMap<>();
    for (DemoTruck truck : Cast.of(plan, START)) {
      Vin vin = truck.filed().vin();
      String rule = truck.story().rule();
      expected.put(vin, rule.isEmpty() ? Set.of() : Set.of(rule));
      found.put(vin, found(truck, START));
    }
    assertThat(found).isEqualTo(expected);
  }

  /** What keeps the reagent away shows in the conversion too; nobody else is accused. */
  @Test
  void underAllRulesTheSameTrucksAreFoundAndNoOther() {
    Plan plan = new Plan(Plan.ORDINARY.seed(), 40, Plan.ORDINARY.past());
    for (DemoTruck truck : Cast.of(plan, LATER)) {
      String rule = truck.story().rule();
      Set<String> expected = rule.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(rule));
      if (rule.equals("OBD-NOX-LASTING")) {
        expected.add("OBD-SCR-INEFFECTIVE");
        if (truck.story().zh().startsWith("国六")) {
          // Only China VI has a limit for work windows.
          expected.add("OBD-NOX-WINDOW");
        }
      }
      assertThat(found(truck, LATER)).as(truck.story().toString()).isEqualTo(expected);
    }
  }

  @Test
  void anHourOfFaultlessPastBeforeTheOnsetIsNotHeldAgainstTheTruck() {
    DemoTruck sick = Cast.of(new Plan(1, 0, Duration.ZERO), START).get(3);
    Judged judged = new Judged(sick);
    long from = START - sick.past().toSeconds();
    judged.frames(from, from + 3_600);
    assertThat(judged.rules).isEmpty();
  }

  private static Set<String> found(DemoTruck truck, long start) {
    Judged judged = new Judged(truck);
    judged.frames(start - truck.past().toSeconds(), start);
    return judged.rules;
  }

  /** One truck before the judge. */
  private static final class Judged {
    private final Judge judge = new Judge(RuleSets.builtIn());
    private final Set<String> rules = new TreeSet<>();
    private final DemoTruck truck;
    private final VehicleFacts facts;
    private Memory memory = judge.initial();

    Judged(DemoTruck truck) {
      this.truck = truck;
      Specification built = truck.filed().specification();
      this.facts =
          built == null
              ? VehicleFacts.UNKNOWN
              : new VehicleFacts(
                  built.stage().name(),
                  "DIESEL",
                  built.referenceTorqueNm(),
                  built.ratedPowerKw(),
                  built.grossMassKg(),
                  built.whtcWorkKwh(),
                  built.reagentTankLitres(),
                  null,
                  null);
    }

    void frames(long from, long to) {
      Profile profile = truck.filed().profile();
      for (byte[] frame : Frames.past(truck.filed(), truck.source(), from, to)) {
        for (ReceivedItem item : ReceivedItem.of(frame, profile)) {
          memory =
              judge.step(
                  memory, item, truck.filed().vin(), facts, finding -> rules.add(finding.rule()));
        }
      }
    }
  }
}
