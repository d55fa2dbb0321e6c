package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Reagent level that does not move while the vehicle drives and burns fuel (反应剂未消耗), {@code
 * OBD-REAGENT-UNUSED}. See spec clause 11.
 */
public final class UnusedReagent implements Rule<UnusedReagent.Memory, ReagentLimits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(-1, -1, -1, -1, 0, 0, true, null);
  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.LEVEL_UNKNOWN,
          Cause.DISTANCE_UNKNOWN,
          Cause.FUEL_UNKNOWN);

  /**
   * A stretch on which the level stayed.
   *
   * @param level raw word of the level at its start
   * @param start first second, −1 if there is no stretch
   * @param last last second
   * @param odometer raw word at the last second
   * @param distance raw words (0.1 km) driven under observation
   * @param fuel raw fuel rate times seconds
   * @param verified true if every item is verified
   * @param told what was told, null before the limits were passed
   */
  public record Memory(
      long level,
      long start,
      long last,
      long odometer,
      long distance,
      long fuel,
      boolean verified,
      @Nullable Episode told) {}

  @Override
  public String id() {
    return "OBD-REAGENT-UNUSED";
  }

  @Override
  public String unit() {
    return "km";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Memory step(
      Memory was, Reading item, ReagentLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM || !observed(item, limits, facts, out)) {
      return was;
    }
    if (was.start < 0) {
      return begin(item);
    }
    long odometer = item.raw(Signal.ODOMETER);
    long elapsed = item.second() - was.last;
    long driven = odometer - was.odometer;
    boolean level = Math.abs(item.raw(Signal.REAGENT_LEVEL) - was.level) <= limits.toleranceRaw();
    boolean seen = elapsed <= limits.gapSeconds();
    if (!level || (!seen && (driven < 0 || driven > limits.unseenRaw()))) {
      end(was, out);
      return begin(item);
    }
    boolean plausible = seen && driven >= 0 && driven <= limits.mostRaw(elapsed);
    Memory next =
        new Memory(
            was.level,
            was.start,
            item.second(),
            odometer,
            was.distance + (plausible ? driven : 0),
            was.fuel + (seen ? item.raw(Signal.FUEL_RATE) * elapsed : 0),
            was.verified && item.verified(),
            was.told);
    return next.told == null && limits.passed(next.distance, next.fuel)
        ? tell(next, limits, out)
        : next;
  }

  /** True if the item shows level, distance and fuel of a running engine; else says why not. */
  private static boolean observed(
      Reading item, ReagentLimits limits, VehicleFacts facts, Findings out) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      out.notAssessable(Cause.ENGINE_UNKNOWN);
    } else if (item.raw(Signal.ENGINE_SPEED) < limits.engineOnRaw()) {
      return false;
    } else if (facts.stage() == null || !limits.stages().contains(facts.stage())) {
      out.notAssessable(Cause.STAGE_UNKNOWN);
    } else if (!item.usable(Signal.REAGENT_LEVEL)
        || item.raw(Signal.REAGENT_LEVEL) < limits.lowestRaw()) {
      out.notAssessable(Cause.LEVEL_UNKNOWN);
    } else if (!item.usable(Signal.ODOMETER)) {
      out.notAssessable(Cause.DISTANCE_UNKNOWN);
    } else if (!item.usable(Signal.FUEL_RATE)) {
      out.notAssessable(Cause.FUEL_UNKNOWN);
    } else {
      out.assessed();
      return true;
    }
    return false;
  }

  private static Memory begin(Reading item) {
    long now = item.second();
    return new Memory(
        item.raw(Signal.REAGENT_LEVEL),
        now,
        now,
        item.raw(Signal.ODOMETER),
        0,
        0,
        item.verified(),
        null);
  }

  private static Memory tell(Memory m, ReagentLimits limits, Findings out) {
    Episode told = episode(m, out.ruleSet(), m.last, limits.distanceMilli());
    out.open(told);
    return new Memory(m.level, m.start, m.last, m.odometer, m.distance, m.fuel, m.verified, told);
  }

  private static void end(Memory was, Findings out) {
    Episode told = was.told;
    if (told != null) {
      out.close(episode(was, told.ruleSet(), told.peakAt(), told.limit()));
    }
  }

  private static Episode episode(Memory m, String ruleSet, long passedAt, long limit) {
    long driven = Words.milli(Signal.ODOMETER, m.distance);
    long level = Words.milli(Signal.REAGENT_LEVEL, m.level);
    return new Episode(
        ruleSet, m.start, m.last, passedAt, driven, driven, limit, level, m.verified);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.told;
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public ReagentLimits limits(LimitsBlock block) {
    return ReagentLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String driven = Phrases.number(episode.measured());
    String level = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "车辆行驶%s km并持续耗油，反应剂余量始终停在%s %%附近，未见消耗".formatted(driven, level),
            "the vehicle drove %s km and burnt fuel while the reagent level stayed at %s %%"
                .formatted(driven, level));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("反应剂未消耗", "Reagent not consumed"),
        new Wording(
            "发动机运转时，反应剂余量在允许波动内不变，而观测到的里程与燃料累计都达到限值；加注或下降即重新计算。",
            "A reagent level that stays within the tolerance while both distance and fuel, counted under"
                + " observation only, reach their limits; a refill or a drop begins anew."),
        new Wording(
            "正常车辆尿素消耗约为燃料的3–6%，长途不消耗说明停喷、液位被模拟或换水不喷。",
            "A sound truck uses 3–6 % of its fuel in reagent; none over a long way means no dosing or an"
                + " emulated level."),
        new Wording(
            "加水、缓慢下降的模拟液位看不见；余量接近零或缺失、里程或油耗缺失时无法判定；里程跳变与饱和值不计；" + "无数据期间行驶过则重新计算。",
            "Water in the tank, an emulated level that falls slowly; levels near zero or missing odometer"
                + " or fuel (not assessable); odometer jumps and saturated words never count; a way driven"
                + " unseen begins anew."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    out.putLong(m.level).putLong(m.start).putLong(m.last).putLong(m.odometer);
    out.putLong(m.distance).putLong(m.fuel).put((byte) (m.verified ? 1 : 0));
    Episode.write(m.told, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
