package lantian.deploy.simulate.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Stage;
import lantian.obd.chunk.Dossier;
import lantian.obd.frame.Frame;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Profile;
import lantian.obd.store.UnitItems;
import org.junit.jupiter.api.Test;

/** What the labelled world is made of. */
class WorldTest {
  private static final int TRUCKS = 400;

  @Test
  void aTruckDependsOnSeedAndNumberAlone() {
    World world = new World(7, 2, true);
    assertThat(digest(world.honest(3))).isEqualTo(digest(world.honest(3)));
    assertThat(digest(world.honest(3))).isNotEqualTo(digest(world.honest(4)));
    assertThat(digest(world.honest(3))).isNotEqualTo(digest(new World(8, 2, true).honest(3)));
  }

  @Test
  void aThirdOfTheHonestAreHardCasesAndEachOccurs() {
    World world = new World(7, 2, true);
    Set<HardCase> cases = EnumSet.noneOf(HardCase.class);
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    int hard = 0;
    for (int i = 0; i < TRUCKS; i++) {
      Label label = world.honest(i).label();
      assertThat(label.honest()).isTrue();
      stages.add(label.stage());
      if (label.hardCase() != null) {
        cases.add(label.hardCase());
        hard++;
      }
    }
    assertThat(hard).isGreaterThan(TRUCKS * 3 / 10);
    assertThat(cases).containsExactlyInAnyOrder(HardCase.values());
    assertThat(stages).containsExactlyInAnyOrder(Stage.V, Stage.VI_A, Stage.VI_B);
  }

  @Test
  void theFamilyThatIsHeldOutIsOnlyInWorldsForReporting() {
    assertThat(families(new World(7, 2, true))).hasSize(5);
    assertThat(families(new World(7, 2, false)))
        .hasSize(4)
        .doesNotContain(Families.HELD_OUT.family().name());
  }

  @Test
  void theRegisterKnowsTheTankOfSomeAndNowAndThenAnother() {
    World world = new World(7, 2, true);
    int filed = 0;
    int right = 0;
    for (int i = 0; i < TRUCKS; i++) {
      WorldTruck truck = world.honest(i);
      Double litres = truck.filedTankLitres();
      filed += litres == null ? 0 : 1;
      right += Objects.equals(litres, truck.specification().reagentTankLitres()) ? 1 : 0;
    }
    assertThat(filed).isBetween(TRUCKS / 2, TRUCKS * 7 / 10);
    assertThat(right).isBetween(filed * 8 / 10, filed - 1);
  }

  @Test
  void aFaultBeginsWhenTheTruckHasBeenSeenWithoutIt() {
    World.Wrong wrong = new World.Wrong(Fault.Kind.FILTER_REMOVED, Severity.GROSS, 0.9, 1);
    for (int i = 0; i < 50; i++) {
      WorldTruck truck = new World(7, 5, true).faulty(i, wrong);
      Fault fault = Objects.requireNonNull(truck.label().fault());
      assertThat(truck.label().stage().hasFilter()).isTrue();
      long[] first = {Long.MAX_VALUE};
      if (i < 2) {
        truck.run((received, _, _) -> first[0] = Math.min(first[0], received));
        assertThat(first[0]).isLessThan(fault.fromSecond());
      }
      assertThat(fault.magnitude()).isBetween(0.9, 1.0);
    }
  }

  @Test
  void itemsComeInOrderAndOnlyWhileTheEngineRuns() {
    WorldTruck truck = new World(9, 4, true).honest(1);
    long[] last = {Long.MIN_VALUE, 0, 0};
    UnitItems unit = new UnitItems(true, Dossier.UNFILED);
    Exposure exposure =
        truck.run((received, terminal, frame) -> {
          assertThat(terminal).isEqualTo(1);
          unit.read(Frame.of(frame), Profile.GB17691, received * 1_000);
          for (int i = 0; i < unit.count(); i++) {
            if (!ItemType.mark(unit.type(i))) {
              assertThat(unit.second(i)).isGreaterThanOrEqualTo(last[0]);
              last[0] = unit.second(i) - 10;
              last[1 + (unit.type(i) == 1 ? 0 : 1)]++;
              assertThat(unit.length(i)).isEqualTo(unit.type(i) == 1 ? 96 : 37);
            }
          }
        });
    assertThat(last[1]).isPositive();
    assertThat(last[2] / 3_600.0).isBetween(0.8 * exposure.hours(), exposure.hours() + 1e-9);
  }

  private static Set<String> families(World world) {
    Set<String> out = new HashSet<>();
    for (int i = 0; i < TRUCKS; i++) {
      out.add(world.honest(i).label().family());
    }
    return out;
  }

  private static long digest(WorldTruck truck) {
    CRC32 digest = new CRC32();
    truck.run((received, terminal, frame) -> {
      digest.update((int) (received ^ terminal));
      digest.update(Arrays.copyOf(frame, frame.length));
    });
    return digest.getValue();
  }
}
