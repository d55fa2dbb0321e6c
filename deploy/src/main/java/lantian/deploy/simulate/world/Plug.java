package lantian.deploy.simulate.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import lantian.deploy.simulate.truck.Fault;
import org.jspecify.annotations.Nullable;

/**
 * When a terminal is taken off its truck, and when it says so (终端拔插). Some owners pull it off
 * before they drive, some have a switch in the cab.
 */
final class Plug {
  private static final int TURN_S = 10_800;
  private static final int BUS_SILENT_S = 15;
  private static final int WORKSHOP_S = 1_800;

  private final @Nullable Fault removed;
  private final @Nullable Habit habit;
  private final RandomGenerator random;
  private final boolean parked;
  private final Deque<Long> alarms = new ArrayDeque<>();
  private int driven;
  private int restsToWorkshop;
  private boolean off;

  Plug(@Nullable Fault fault, @Nullable Habit habit, RandomGenerator random) {
    boolean mine = fault != null && fault.kind() == Fault.Kind.TERMINAL_REMOVED;
    this.removed = mine ? fault : null;
    this.habit = habit;
    this.random = random;
    this.parked = random.nextBoolean();
    this.driven = random.nextInt(TURN_S);
    this.restsToWorkshop = random.nextInt(12);
  }

  /** The engine stood from one second to another, and is started. */
  void start(long from, long to) {
    int rest = (int) Math.min(to - from, 86_400);
    off = parked && wrong(to) > random.nextDouble();
    if (off) {
      says(to - Math.min(rest / 2, 20 + random.nextInt(580)), random.nextInt(4));
    }
    if (habit == Habit.ALARM_FLICKERS && rest > 120 && random.nextInt(3) == 0) {
      says(to - 1 - random.nextInt(rest - 60), random.nextInt(6));
    }
    if (habit == Habit.BATTERY_CHANGED && rest > WORKSHOP_S && restsToWorkshop-- == 0) {
      says(to - rest / 2, random.nextInt(4));
    }
  }

  /** The engine is stopped at this second. */
  void stop(long second) {
    if (habit == Habit.ALARM_AT_STOPS && !off) {
      says(second + BUS_SILENT_S + random.nextInt(25), 0);
    }
  }

  /** True if the terminal hears the truck; called once a second while the engine runs. */
  boolean in(long second) {
    if (habit == Habit.ALARM_FLICKERS && random.nextInt(20_000) == 0) {
      says(second, random.nextInt(3));
    }
    if (removed == null || parked) {
      return !off;
    }
    boolean was = off;
    off = driven++ % TURN_S < TURN_S * wrong(second);
    if (off && !was) {
      says(second + BUS_SILENT_S, random.nextInt(4));
    }
    return !off;
  }

  /** Second of the next alarm up to this one, −1 if there is none. */
  long alarm(long second) {
    Long next = alarms.peek();
    return next == null || next > second ? -1 : alarms.remove();
  }

  private double wrong(long second) {
    Fault fault = removed;
    if (fault == null || second < fault.fromSecond() || second >= fault.untilSecond()) {
      return 0;
    }
    return fault.magnitude();
  }

  /** Says so, and so many times more; one in ten is lost on its way. */
  private void says(long second, int again) {
    long at = second;
    for (int i = 0; i <= again; i++) {
      boolean after = alarms.isEmpty() || alarms.peekLast() <= at;
      if (after && random.nextInt(10) > 0) {
        alarms.add(at);
      }
      at += 20 + random.nextInt(200);
    }
  }
}
