package lantian.deploy.simulate.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.obd.chunk.Dossier;
import lantian.obd.frame.Frame;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Profile;
import lantian.obd.store.UnitItems;
import org.junit.jupiter.api.Test;

/**
 * What terminals of the labelled world say of themselves, honest ones and removed or wrong ones.
 */
class TerminalsTest {
  private static final int TRUCKS = 150;

  /**
   * What the platform made of one truck's frames.
   *
   * @param alarms seconds of its removal alarms
   * @param clocks receipts of packets with times that can't be
   * @param items how many items came with a time that can
   * @param highestHour greatest hour of day in a packet, from the onset of a fault on
   */
  private record Seen(List<Long> alarms, List<Long> clocks, int items, int highestHour) {}

  private static Seen seen(WorldTruck truck) {
    UnitItems unit = new UnitItems(true, Dossier.UNFILED);
    Fault fault = truck.label().fault();
    List<Long> alarms = new ArrayList<>();
    List<Long> clocks = new ArrayList<>();
    int[] sum = new int[2];
    truck.run((received, _, frame) -> {
      unit.read(Frame.of(frame), Profile.GB17691, received * 1_000);
      for (int i = 0; i < unit.count(); i++) {
        switch (unit.type(i)) {
          case ItemType.REMOVAL -> alarms.add(unit.second(i));
          case ItemType.CLOCK -> clocks.add(unit.second(i));
          default -> sum[0]++;
        }
      }
      if (fault != null && received - 20 > fault.fromSecond()) {
        sum[1] = Math.max(sum[1], frame[Frame.HEADER + 3]);
      }
    });
    return new Seen(alarms, clocks, sum[0], sum[1]);
  }

  @Test
  void anHonestTerminalIsOddOnlyAsItsHabitSays() {
    World world = new World(7, 3, true);
    Set<Habit> habits = EnumSet.noneOf(Habit.class);
    for (int i = 0; i < TRUCKS; i++) {
      Habit habit = world.honest(i).label().habit();
      if (i > 10 && (habit == null || !habits.add(habit))) {
        continue;
      }
      Seen seen = seen(world.honest(i));
      boolean alarms =
          habit == Habit.ALARM_AT_STOPS
              || habit == Habit.ALARM_FLICKERS
              || habit == Habit.BATTERY_CHANGED;
      assertThat(alarms || seen.alarms.isEmpty()).as("%d %s", i, habit).isTrue();
      // What was held back for twelve hours passes for a moment as a clock of twelve hours.
      boolean clocks = habit == Habit.CLOCK_LATE || habit == Habit.HELD_BACK;
      assertThat(clocks || seen.clocks.isEmpty()).as("%d %s", i, habit).isTrue();
      assertThat(habit == Habit.CLOCK_LATE && seen.clocks.isEmpty()).as("truck %d", i).isFalse();
      assertThat(seen.items).isPositive();
    }
    assertThat(habits).hasSizeGreaterThan(5);
  }

  @Test
  void aRemovedTerminalSaysSoAndThenNothing() {
    int alarmed = 0;
    for (int i = 0; i < 6; i++) {
      WorldTruck truck = faulty(i, Fault.Kind.TERMINAL_REMOVED, 0.8);
      Fault fault = Objects.requireNonNull(truck.label().fault());
      Seen seen = seen(truck);
      assertThat(seen.alarms).allMatch(at -> at > fault.fromSecond() - 20_000);
      assertThat(seen.clocks).isEmpty();
      alarmed += seen.alarms.isEmpty() ? 0 : 1;
      double heard = seen.items / 3_600.0;
      double ran = truck.hours(0, Long.MAX_VALUE);
      assertThat(heard).isLessThan(0.8 * ran);
    }
    assertThat(alarmed).isEqualTo(6);
  }

  @Test
  void aWrongClockIsWrongForAsLongAsTheEngineRuns() {
    for (int i = 0; i < 6; i++) {
      WorldTruck truck = faulty(i, Fault.Kind.CLOCK_WRONG, 1);
      Fault fault = Objects.requireNonNull(truck.label().fault());
      Seen seen = seen(truck);
      assertThat(seen.clocks).hasSizeGreaterThan(100).allMatch(at -> at > fault.fromSecond());
      assertThat(seen.alarms).isEmpty();
    }
  }

  @Test
  void aClockOfTwelveHoursNeverShowsThirteen() {
    for (int i = 0; i < 4; i++) {
      Seen seen = seen(faulty(i, Fault.Kind.CLOCK_TWELVE, 1));
      assertThat(seen.highestHour).isBetween(11, 12);
    }
  }

  private static WorldTruck faulty(int number, Fault.Kind kind, double magnitude) {
    World.Wrong wrong = new World.Wrong(kind, Severity.GROSS, magnitude, magnitude);
    for (int i = number * 100; ; i++) {
      WorldTruck truck = new World(7, 7, true).faulty(i, wrong);
      if (Objects.requireNonNull(truck.label().fault()).untilSecond() == Fault.NEVER) {
        return truck;
      }
    }
  }
}
