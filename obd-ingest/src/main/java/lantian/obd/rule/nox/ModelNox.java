package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.nox.ModelLimits.Norm;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Upstream NOx far below what the vehicle's model shows at the same loads (SCR上游NOx与同型号不符), {@code
 * OBD-NOX-UNLIKE-MODEL}.
 *
 * <p>What leaves an engine at a load is a property of its model; what is left behind the catalyst
 * is not, and next to nothing of it is what the law wants: so only the sensor before it is
 * compared, and only downwards. Too much is seen by the rules on the sensor behind it.
 *
 * <p>A day is weighed with the first item behind it, when nothing can change it any more.
 */
public final class ModelNox implements Rule<ModelNox.Memory, ModelLimits> {
  /** Its id. */
  public static final String ID = "OBD-NOX-UNLIKE-MODEL";

  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, null, null, null);
  private static final List<Cause> CAUSES =
      Duty.causes(true, List.of(Cause.MODEL_UNKNOWN, Cause.FUEL_UNKNOWN, Cause.UPSTREAM_UNKNOWN));

  /**
   * Days of a vehicle.
   *
   * @param engine since when the engine is on
   * @param run the load under way, null before the first; its day is the day under way
   * @param today what came before it on that day, null if nothing did
   * @param low low days, null if the last one that counted was good
   */
  public record Memory(
      EngineTime engine, @Nullable LoadRun run, @Nullable ModelDay today, @Nullable LowDays low) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String unit() {
    return "%";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory before, Reading item, ModelLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return before;
    }
    int day = CityTime.dayNumber(item.second());
    Memory was = weigh(before, day, limits, out);
    Duty duty = limits.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (refusal == null) {
      Norm norm = look(item, limits, facts, out);
      if (norm != null) {
        return watch(was, engine, day, item, norm, limits);
      }
    }
    return engine == was.engine ? was : new Memory(engine, was.run, was.today, was.low);
  }

  /** What is usual at the item's load, null if nothing can be said or is compared. */
  private static @Nullable Norm look(
      Reading item, ModelLimits limits, VehicleFacts facts, Findings out) {
    ModelLimits.Model model = limits.model(facts.vehicleModel());
    Cause lacking = model == null ? Cause.MODEL_UNKNOWN : limits.lacking(item);
    if (lacking != null) {
      out.notAssessable(lacking);
      return null;
    }
    int load = limits.load(item);
    Norm norm = model == null || load == 0 ? null : model.norm(load);
    if (norm != null) {
      out.assessed();
    }
    return norm;
  }

  private static Memory watch(
      Memory was, EngineTime engine, int day, Reading item, Norm norm, ModelLimits limits) {
    LoadRun run = was.run;
    return run != null && run.goesOn(item, day, norm, limits)
        ? new Memory(engine, run.with(item, limits), was.today, was.low)
        : new Memory(
            engine, LoadRun.begin(item, day, norm, limits), ModelDay.and(was.today, run), was.low);
  }

  /** Weighs the day that is over, if one is; and lets go of what lies too far back. */
  private static Memory weigh(Memory was, int day, ModelLimits limits, Findings out) {
    Memory next = was;
    if (was.run != null && was.run.day() != day) {
      ModelDay ended = ModelDay.and(was.today, was.run);
      LowDays low = ended == null ? was.low : weigh(was.low, ended, limits, out);
      next = new Memory(was.engine, null, null, low);
    }
    LowDays low = next.low;
    return low != null && low.told() != null && day - low.day() > limits.windowDays()
        ? new Memory(next.engine, next.run, next.today, end(low, out))
        : next;
  }

  private static @Nullable LowDays weigh(
      @Nullable LowDays was, ModelDay ended, ModelLimits limits, Findings out) {
    if (!ended.counts()) {
      return was;
    }
    if (ended.isLow()) {
      LowDays next =
          was == null || ended.day() - was.day() > limits.windowDays()
              ? LowDays.of(ended)
              : was.and(ended);
      return told(next, limits, out);
    }
    if (was == null || !ended.good()) {
      return was;
    }
    LowDays next = was.oneGood();
    return was.told() == null || next.good() >= limits.days() ? end(was, out) : next;
  }

  private static LowDays told(LowDays low, ModelLimits limits, Findings out) {
    if (low.told() != null || low.days() < limits.days()) {
      return low;
    }
    Episode told = low.episode(out.ruleSet(), low.limit());
    out.open(told);
    return low.told(told);
  }

  private static @Nullable LowDays end(LowDays low, Findings out) {
    Episode told = low.told();
    if (told != null) {
      out.close(low.episode(told.ruleSet(), told.limit()));
    }
    return null;
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.low == null ? null : memory.low.told();
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public ModelLimits limits(LimitsBlock block) {
    return ModelLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String missing = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String days = Long.toString(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "有%3$s日热态行驶时SCR上游NOx远低于同型号车辆同等负荷下的水平：最近一日比通常值低%1$s %%（限值%2$s %%）"
                .formatted(missing, limit, days),
            "NOx before the SCR lay far below what vehicles of the same model show at the same loads, on %3$s days of hot driving: on the last of them by %1$s %% of the usual (limit %2$s %%)"
                .formatted(missing, limit, days));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR上游NOx与同型号不符", "Upstream NOx unlike the model's"),
        new Wording(
            "每个城市日内，预热后且SCR入口温度在规定范围内、负荷（每转油耗）稳定在同一级的有效秒：SCR上游NOx之和低于同型号车辆在相同负荷构成下的最低值（规则集按型号、负荷级给出），连续数日如此；车辆型号以备案为准。",
            "Per city day the valid seconds, warm, with the SCR inlet in the given range and the load (fuel a revolution) settled in a"
                + " class: NOx before the SCR adds up to less than the least that the vehicle's model shows at the same mix of loads, which the"
                + " rule set gives by model and class, on several days without a good one between. The model is the one that is filed."),
        new Wording(
            "发动机在一定负荷下的原机NOx是型号固有的：低到同型号从未出现的读数来自模拟器、被改动或被掺气的传感器，并使按转化效率判定的规则失去依据。",
            "What leaves an engine at a load is a property of its model: a reading lower than any of the model comes from an emulator or a"
                + " sensor that is altered or fed with air, and takes the ground from every rule that goes by conversion."),
        new Wording(
            "高于同型号的读数（由下游传感器的规则看）、下游传感器、恒为零或更低的读数（视为未测量）、按本型号模拟的读数、数据稀疏的时段和未列出限值的型号（程序自带的规则集未列任何型号）看不见；经核准改变标定的车辆也可能如此；限值由运行单位按实测数据计算，计算所依据的车辆多数造假时无效。",
            "A reading above the model's (the rules on the sensor behind the SCR look at that), the sensor behind the SCR, one that stands at"
                + " zero or below (taken for not measuring), an emulator made for the model, thinned data, models without limits (the program's own set lists none). A calibration"
                + " that was changed with approval may look like it. The limits are computed from what is stored and are worth nothing where"
                + " most of these vehicles were forged."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    LoadRun.write(memory.run, out);
    ModelDay.write(memory.today, out);
    LowDays.write(memory.low, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineTime.read(in), LoadRun.read(in), ModelDay.read(in), LowDays.read(in));
  }
}
