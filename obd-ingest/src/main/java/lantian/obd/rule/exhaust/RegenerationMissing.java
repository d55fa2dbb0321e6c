package lantian.obd.rule.exhaust;

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
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import org.jspecify.annotations.Nullable;

/**
 * The filter loads and is never regenerated (DPF未见再生), {@code OBD-DPF-NO-REGENERATION}. See spec
 * clause 11.
 *
 * <p>Many sound vehicles burn their soot without ever getting as hot as a regeneration; their
 * pressure drop then does not grow. So heat that is missing accuses nobody: the pressure at
 * comparable flow must have grown, without any relief, over all of the way. Soot gathers little by
 * little, and onto a filter that was free: a pressure that leaps, or that was high from the first
 * on, has other causes.
 */
public final class RegenerationMissing
    implements Rule<RegenerationMissing.Memory, RegenerationLimits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, -1, -1, 0, Resistance.NONE, null);
  private static final List<Cause> CAUSES =
      Duty.causes(
          false,
          List.of(
              Cause.TEMPERATURE_UNKNOWN,
              Cause.DISTANCE_UNKNOWN,
              Cause.FLOW_UNKNOWN,
              Cause.PRESSURE_UNKNOWN));

  /**
   * What is remembered.
   *
   * @param engine since when it runs
   * @param last second of the last item, −1 before the first
   * @param odometer its raw word
   * @param hot seconds at the heat of a regeneration without a break
   * @param block the pressures of the block that grows
   * @param loading the stretch, null if there is none
   */
  public record Memory(
      EngineTime engine,
      long last,
      long odometer,
      long hot,
      Resistance block,
      @Nullable Loading loading) {}

  @Override
  public String id() {
    return "OBD-DPF-NO-REGENERATION";
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
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public RegenerationLimits limits(LimitsBlock block) {
    return RegenerationLimits.read(block);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory was, Reading item, RegenerationLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    EngineTime engine =
        was.engine.next(item, limits.duty().engineOnRaw(), limits.duty().runGapSeconds());
    if (!observed(item, engine, limits, facts, out)) {
      return engine == was.engine ? was : after(was, engine);
    }
    long now = item.second();
    long counted = was.last >= 0 && now - was.last <= limits.gapSeconds() ? now - was.last : 0;
    long odometer = item.raw(Signal.ODOMETER);
    boolean heated = item.raw(Signal.SCR_INLET_TEMPERATURE) >= limits.heatRaw();
    long hot = heated ? was.hot + counted : 0;
    if (hot >= limits.heatSeconds()) {
      end(was.loading, out);
      return new Memory(engine, now, odometer, hot, Resistance.NONE, null);
    }
    long driven = believed(odometer - was.odometer, counted, limits);
    Loading loading =
        was.loading == null ? Loading.begin(item) : was.loading.with(item, driven, counted);
    if (!limits.compares(item)) {
      return new Memory(engine, now, odometer, hot, was.block, loading);
    }
    Resistance block = was.block.with(item, counted);
    if (block.seconds() < limits.blockSeconds()) {
      return new Memory(engine, now, odometer, hot, block, loading);
    }
    long mean = block.mean(limits.compared());
    return new Memory(
        engine, now, odometer, hot, Resistance.NONE, weigh(loading, mean, limits, out));
  }

  private static Memory after(Memory was, EngineTime engine) {
    return new Memory(engine, was.last, was.odometer, was.hot, was.block, was.loading);
  }

  private static long believed(long driven, long counted, RegenerationLimits limits) {
    // one word more for the resolution of the odometer
    boolean plausible = driven >= 0 && driven <= limits.mostKmh() * 10L * counted / 3600 + 1;
    return counted > 0 && plausible ? driven : 0;
  }

  private static boolean observed(
      Reading item,
      EngineTime engine,
      RegenerationLimits limits,
      VehicleFacts facts,
      Findings out) {
    Sight refusal = limits.duty().refusal(item, engine, facts);
    Cause lacking = refusal == null ? lacking(item) : null;
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (lacking != null) {
      out.notAssessable(lacking);
    } else if (refusal == null) {
      out.assessed();
      return true;
    }
    return false;
  }

  private static @Nullable Cause lacking(Reading item) {
    if (!item.usable(Signal.SCR_INLET_TEMPERATURE)) {
      return Cause.TEMPERATURE_UNKNOWN;
    }
    if (!item.usable(Signal.ODOMETER)) {
      return Cause.DISTANCE_UNKNOWN;
    }
    if (!item.usable(Signal.INTAKE_AIR)) {
      return Cause.FLOW_UNKNOWN;
    }
    return item.usable(Signal.DPF_DIFFERENTIAL_PRESSURE) ? null : Cause.PRESSURE_UNKNOWN;
  }

  private static @Nullable Loading weigh(
      Loading was, long mean, RegenerationLimits limits, Findings out) {
    boolean leapt = was.latest() >= 0 && mean * 100 >= was.latest() * limits.jumpPct();
    if (leapt || mean * 100 <= was.highest() * limits.reliefPct()) {
      end(was, out);
      return null;
    }
    Loading next = was.and(mean);
    boolean loaded = limits.loaded(mean, next.lowest());
    boolean far = next.distance() >= limits.distanceRaw() && next.seconds() >= limits.holdSeconds();
    if (next.told() != null || !loaded || !far) {
      return next;
    }
    Episode told = next.episode(out.ruleSet(), limits.distanceMilli());
    out.open(told);
    return next.told(told);
  }

  private static void end(@Nullable Loading loading, Findings out) {
    Episode told = loading == null ? null : loading.told();
    if (loading != null && told != null) {
      out.close(loading.episode(told.ruleSet(), told.limit()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.loading == null ? null : memory.loading.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String driven = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String kpa = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "行驶%s km（起算值%s km）未见颗粒捕集器再生，相近进气量下压差持续升高至%s kPa，未见回落".formatted(driven, limit, kpa),
            "over %s km (judged from %s) the particulate filter was never seen to regenerate, while its pressure drop at comparable flow grew to %s kPa without relief"
                .formatted(driven, limit, kpa));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("DPF未见再生", "Particulate filter never regenerated"),
        new Wording(
            "观测到的里程与时间都达到限值，其间没有持续达到再生温度的时段，相近进气量下的压差均值（折算到同一体积流量）从正常水平逐渐成倍升高且从未回落；升高倍数越大，所需压差越低。",
            "Distance and time under observation reach their limits without a span at the heat of a regeneration, while the mean pressure"
                + " drop at comparable flow, converted to one volume flow, has multiplied little by little from a usual one and never"
                + " fallen back. The more it has multiplied, the less it need be."),
        new Wording(
            "不再生的滤芯逐渐堵塞：油耗上升、动力下降，最终往往被车主拆除。",
            "A filter that is not regenerated clogs: fuel use rises, power falls, and in the end it is often taken out."),
        new Wording(
            "许多正常车辆靠被动再生、永远达不到再生温度，因此只有温度而压差不升不作判断；拆芯、压差被模拟、SCR入口远低于DPF温度的布置看不见；灰分极快增长会被误看；"
                + "压差突然升高或一开始就高的不属于本规则，另有“DPF压差长期偏高”；开始观测时已积碳的滤芯要更久才看得出。",
            "Many sound vehicles regenerate passively and never get that hot, so heat that is missing says nothing without pressure. A filter"
                + " taken out, an emulated pressure, an SCR far colder than the filter. Ash that grows very fast looks alike. A pressure that"
                + " leaps, or is high from the first on, is left to the rule for blocked filters. A filter that is loaded when it is first"
                + " seen takes longer."));
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    m.engine.write(out);
    out.putLong(m.last).putLong(m.odometer).putLong(m.hot);
    m.block.write(out);
    Loading.write(m.loading, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        EngineTime.read(in),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        Resistance.read(in),
        Loading.read(in));
  }
}
