package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * The reagent level rises while the vehicle drives (反应剂液位行驶中上升), {@code OBD-REAGENT-RISING}. See
 * spec clause 10.
 *
 * <p>A level that comes back after a refill lags behind by minutes: it is only looked at once the
 * vehicle has kept moving for longer than that. Stops at lights and lost packets are too short for
 * a refill; a longer stop, a longer gap, or whatever hides speed or level begins it anew.
 */
public final class RisingReagent implements Rule<RisingReagent.Memory, RisingReagent.Limits> {
  private static final int STREAM = 0x02;
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(Climb.NONE, null);
  private static final List<Cause> CAUSES =
      List.of(Cause.STAGE_UNKNOWN, Cause.LEVEL_UNKNOWN, Cause.SPEED_UNKNOWN);

  /** The moving that goes on, and the rises so far, null if there is none. */
  public record Memory(Climb climb, @Nullable Rises rises) {}

  /**
   * Limits of the rule.
   *
   * @param stages emission stages to which the rule applies
   * @param movingRaw least speed all along, raw word
   * @param lowestRaw least level that is a measurement, raw word
   * @param restSeconds longest time between two items of one moving, too short for a refill
   * @param blockSeconds time over which the level is averaged
   * @param settleSeconds how long it must have moved before the level is looked at
   * @param riseMilli rise of the mean, thousandths of a per cent
   * @param staySeconds how long all means must then lie above it
   * @param times how many rises are told
   * @param pauseSeconds longest time from one to the next
   */
  public record Limits(
      List<String> stages,
      long movingRaw,
      long lowestRaw,
      int restSeconds,
      int blockSeconds,
      int settleSeconds,
      long riseMilli,
      int staySeconds,
      int times,
      int pauseSeconds) {
    private boolean applies(@Nullable String stage) {
      for (int i = 0; i < stages.size(); i++) {
        if (stages.get(i).equals(stage)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public String id() {
    return "OBD-REAGENT-RISING";
  }

  @Override
  public String unit() {
    return "times";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        List.copyOf(block.names("stages")),
        Words.atLeast(Signal.SPEED, block.number("movingKmh", "km/h", 1, 200)),
        Words.atLeast(Signal.REAGENT_LEVEL, block.number("lowestPct", "%", 0, 100)),
        block.whole("restSeconds", "s", 1, DAY),
        block.whole("blockSeconds", "s", 1, DAY),
        block.whole("settleSeconds", "s", 0, DAY),
        Math.round(block.number("risePct", "%", 0.4, 100) * 1000),
        block.whole("staySeconds", "s", 1, DAY),
        block.whole("times", "", 1, 100),
        block.whole("pauseSeconds", "s", 1, 31 * DAY));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Rises rises = was.rises;
    if (rises != null && item.second() - rises.last() > limits.pauseSeconds) {
      end(rises, out);
      rises = null;
    }
    if (!moving(item, limits, facts, out)) {
      Climb left = slow(item, limits) ? was.climb : Climb.NONE;
      return left == was.climb && rises == was.rises ? was : new Memory(left, rises);
    }
    if (!was.climb.follows(item.second(), limits.restSeconds)) {
      return new Memory(Climb.begin(item), rises);
    }
    if (!was.climb.full(item.second(), limits.blockSeconds)) {
      return new Memory(was.climb.with(item, false), rises);
    }
    Climb climb = look(was.climb, limits);
    if (climb.least() >= 0 && was.climb.last() - climb.since() >= limits.staySeconds) {
      rises = told(Rises.and(rises, climb), limits, out);
      climb = climb.arrived();
    }
    return new Memory(climb.with(item, true), rises);
  }

  /** True if the item shows the level of a vehicle under way. */
  private static boolean moving(Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (!item.usable(Signal.SPEED)) {
      out.notAssessable(Cause.SPEED_UNKNOWN);
    } else if (item.raw(Signal.SPEED) < limits.movingRaw) {
      return false;
    } else if (!limits.applies(facts.stage())) {
      out.notAssessable(Cause.STAGE_UNKNOWN);
    } else if (!item.usable(Signal.REAGENT_LEVEL)
        || item.raw(Signal.REAGENT_LEVEL) < limits.lowestRaw) {
      out.notAssessable(Cause.LEVEL_UNKNOWN);
    } else {
      out.assessed();
      return true;
    }
    return false;
  }

  /** True if the item may be of a stop at lights: whether it was one its length tells. */
  private static boolean slow(Reading item, Limits limits) {
    return item.usable(Signal.SPEED) && item.raw(Signal.SPEED) < limits.movingRaw;
  }

  private static Climb look(Climb was, Limits limits) {
    if (was.blockStart() - was.start() < limits.settleSeconds) {
      return was;
    }
    boolean above = was.low() >= 0 && was.mean() >= was.low() + limits.riseMilli;
    return above ? was.above() : was.below();
  }

  private static Rises told(Rises rises, Limits limits, Findings out) {
    if (rises.told() != null || rises.count() < limits.times) {
      return rises;
    }
    Episode told = rises.episode(out.ruleSet(), limits.times * 1000L);
    out.open(told);
    return rises.told(told);
  }

  private static void end(Rises rises, Findings out) {
    Episode told = rises.told();
    if (told != null) {
      out.close(rises.episode(told.ruleSet(), told.limit()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.rises == null ? null : memory.rises.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String times = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String most = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "车辆行驶中、停车均短于加注所需时间时，反应剂液位上升并保持%s次（限值%s次），最大上升%s个百分点，行驶中不可能加注"
                .formatted(times, limit, most),
            "the reagent level rose and stayed up %s times (limit %s), by up to %s percentage points, while the vehicle drove with no stop long enough for a refill: nobody refills under way"
                .formatted(times, limit, most));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("反应剂液位行驶中上升", "Reagent level rises under way"),
        new Wording(
            "车速不低于规定值、其间停车与数据空缺均短于加注所需时间且已行驶足够久后，分钟级液位均值较此前最低值上升达到限值并保持；数日内多次即给出。",
            "Means over minutes that rise by the limit above the lowest one before and stay there, while the vehicle drives, with no stop"
                + " and no gap in the data long enough for a refill, and has driven long enough; told after several of them within days."),
        new Wording(
            "行驶中不能加注：上升说明液位信号被模拟、改写，或传感器已坏。",
            "Nobody refills under way: the level is emulated or rewritten, or its sensor is broken."),
        new Wording(
            "停车或低速时的上升、长时间低速或频繁久停的车辆看不见；分不清模拟与传感器故障；长坡与晃动小于限值。",
            "Rises at rest or low speed, vehicles that often stand for longer or crawl. It cannot tell an emulator from a broken"
                + " sensor. Slopes and sloshing stay below the limit."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.climb.write(out);
    Rises.write(memory.rises, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    Climb climb = Climb.read(in);
    return new Memory(climb.equals(Climb.NONE) ? Climb.NONE : climb, Rises.read(in));
  }
}
