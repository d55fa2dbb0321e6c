package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Downstream NOx high on several days of a week (SCR下游NOx日分布偏高), {@code OBD-NOX-DAILY}. See spec
 * clause 11.
 *
 * <p>A day is weighed with the first item behind it, when nothing can change it any more.
 */
public final class DailyNox implements Rule<DailyNox.Memory, DailyLimits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, null, List.of(), 0, null);
  private static final List<Cause> CAUSES =
      Duty.causes(true, List.of(Cause.NOX_SATURATED, Cause.NOX_UNKNOWN));

  /**
   * Days of a vehicle.
   *
   * @param engine since when the engine is on
   * @param today the day under way, null without valid seconds
   * @param high high days, before it is told each by itself, afterwards all in one
   * @param good good days since the last high one, once it was told
   * @param told what was told, null before
   */
  public record Memory(
      EngineTime engine,
      @Nullable NoxDay today,
      List<HighDays> high,
      int good,
      @Nullable Episode told) {
    Memory next(EngineTime engine, @Nullable NoxDay today) {
      return new Memory(engine, today, high, good, told);
    }
  }

  @Override
  public String id() {
    return "OBD-NOX-DAILY";
  }

  @Override
  public String unit() {
    return "ppm";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory before, Reading item, DailyLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return before;
    }
    int day = CityTime.dayNumber(item.second());
    Memory was = weigh(before, day, limits, out);
    Duty duty = limits.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    NoxDay today = was.today;
    Sight refusal = duty.refusal(item, engine, facts);
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (refusal == null) {
      today = look(today, day, item, limits, facts.stage(), out);
    }
    return engine == was.engine && today == was.today ? was : was.next(engine, today);
  }

  private static @Nullable NoxDay look(
      @Nullable NoxDay was,
      int day,
      Reading item,
      DailyLimits limits,
      @Nullable String stage,
      Findings out) {
    DailyLimits.Ceiling ceiling = stage == null ? null : limits.stages().get(stage);
    if (ceiling == null) {
      out.notAssessable(Cause.STAGE_UNKNOWN);
    } else if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_SATURATED);
    } else if (!item.usable(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_UNKNOWN);
    } else {
      out.assessed();
      return (was == null ? NoxDay.begin(day, item) : was).with(item, limits, ceiling);
    }
    return was;
  }

  /** Weighs the day that is over, if one is; and lets go of what lies too far back. */
  private static Memory weigh(Memory was, int day, DailyLimits limits, Findings out) {
    Memory next = was;
    NoxDay ended = was.today;
    if (ended != null && ended.day() != day) {
      next =
          ended.high() ? high(was, HighDays.of(ended), limits, out) : low(was, ended, limits, out);
    }
    boolean silent = next.told != null && day - next.high.getLast().day() > limits.windowDays();
    return silent ? close(next, out) : next;
  }

  private static Memory high(Memory was, HighDays ended, DailyLimits limits, Findings out) {
    if (was.told != null) {
      List<HighDays> all = List.of(was.high.getFirst().and(ended));
      return new Memory(was.engine, null, all, 0, was.told);
    }
    List<HighDays> near = new ArrayList<>();
    for (HighDays one : was.high) {
      if (ended.day() - one.day() < limits.windowDays()) {
        near.add(one);
      }
    }
    near.add(ended);
    if (near.size() < limits.days()) {
      return new Memory(was.engine, null, List.copyOf(near), 0, null);
    }
    HighDays all = near.stream().reduce(HighDays::and).orElse(ended);
    Episode told = all.episode(out.ruleSet(), all.limit());
    out.open(told);
    return new Memory(was.engine, null, List.of(all), 0, told);
  }

  private static Memory low(Memory was, NoxDay ended, DailyLimits limits, Findings out) {
    int good = was.good + (was.told != null && ended.counts() ? 1 : 0);
    Memory next = new Memory(was.engine, null, was.high, good, was.told);
    return next.told != null && good >= limits.days() ? close(next, out) : next;
  }

  private static Memory close(Memory was, Findings out) {
    Episode told = was.told;
    if (told != null) {
      out.close(was.high.getLast().episode(told.ruleSet(), told.limit()));
    }
    return new Memory(was.engine, was.today, List.of(), 0, null);
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
  public DailyLimits limits(LimitsBlock block) {
    return DailyLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String share = Phrases.number(episode.detail());
    String median = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String peak = Phrases.number(episode.peak());
    return Phrases.span(episode, closed)
        .with(
            "一周内多日在SCR工作温度下NOx偏高：最近一日%s %%的有效时间高于%s ppm，中位浓度不低于%s ppm，各日最高P90不低于%s ppm"
                .formatted(share, limit, median, peak),
            "NOx behind the hot SCR was high on several days within a week: on the last of them above %2$s ppm for %1$s %% of the valid time, median at least %3$s ppm; greatest P90 at least %4$s ppm"
                .formatted(share, limit, median, peak));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR下游NOx日分布偏高", "Downstream NOx high day after day"),
        new Wording(
            "每个城市日内，预热后且SCR入口温度在规定范围内的有效秒：高于本排放阶段限值的占比与中位数均超限的日子，在规定天数内达到规定日数。",
            "Per city day the valid seconds, warm and with the SCR inlet in the given range: days on which the share above"
                + " the limit of the stage and the median are too high, as many as given within the given span."),
        new Wording(
            "不连续但反复出现的高排放，逐秒规则看不见；无扭矩或流量的车辆也可据此筛查。",
            "What is high again and again but never for long escapes the rules that go by seconds; it needs neither torque nor flow."),
        new Wording(
            "有效时间不足的日子不计；当日结束后才判定；中位数与P90按50 ppm一档取下限；浓度不等于比排放。",
            "Days with too little valid time count neither way; a day is weighed when it is over; median and P90 are the lower"
                + " end of a class of 50 ppm; concentration is not g/kWh."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    NoxDay.write(memory.today, out);
    out.put((byte) memory.high.size());
    memory.high.forEach(one -> one.write(out));
    out.put((byte) memory.good);
    Episode.write(memory.told, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    EngineTime engine = EngineTime.read(in);
    NoxDay today = NoxDay.read(in);
    List<HighDays> high = new ArrayList<>();
    int size = in.get();
    if (size < 0 || size > DailyLimits.MOST_DAYS) {
      throw new IllegalArgumentException("a memory of too many days");
    }
    for (int left = size; left > 0; left--) {
      high.add(HighDays.read(in));
    }
    int good = in.get();
    Episode told = Episode.read(in);
    if (told != null && high.isEmpty()) {
      throw new IllegalArgumentException("a memory of a finding without days");
    }
    return new Memory(engine, today, List.copyOf(high), good, told);
  }
}
