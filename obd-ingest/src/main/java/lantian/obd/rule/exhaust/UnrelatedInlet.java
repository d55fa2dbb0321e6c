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
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * The SCR inlet temperature does not follow the load (SCR入口温度与负荷无关), {@code
 * OBD-TEMPERATURE-UNRELATED}. See spec clause 11.
 *
 * <p>Only plain changes count: from minutes of idling to minutes of high load or back, one run of
 * the engine, no regeneration. The filter before the SCR stores heat for minutes; after that a true
 * sensor has moved by tens of kelvin.
 */
public final class UnrelatedInlet implements Rule<UnrelatedInlet.Memory, UnrelatedInlet.Limits> {
  private static final int STREAM = 0x02;
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(EngineTime.NONE, HeatBlock.NONE, null, null);
  private static final List<Cause> CAUSES =
      Duty.causes(false, List.of(Cause.TEMPERATURE_UNKNOWN, Cause.FUEL_UNKNOWN));

  /** Engine, the block that grows, the last plain phase and the misses, null if there are none. */
  public record Memory(
      EngineTime engine, HeatBlock block, @Nullable LoadPhase phase, @Nullable Misses misses) {}

  /**
   * Limits of the rule.
   *
   * @param duty when it looks
   * @param gapSeconds longest time between two items of a block
   * @param blockSeconds time over which it takes means
   * @param pauseSeconds longest time from the end of a phase to the end of the other
   * @param lowRaw greatest mean fuel rate of idling, raw word
   * @param highRaw least one of high load, raw word
   * @param hottestRaw greatest inlet temperature of a block without regeneration, raw word
   * @param leastRaw how far the inlet must move at least, raw words
   * @param times how many misses are told
   * @param refuteWeight how many of them one that is followed takes back
   */
  public record Limits(
      Duty duty,
      int gapSeconds,
      int blockSeconds,
      int pauseSeconds,
      long lowRaw,
      long highRaw,
      long hottestRaw,
      long leastRaw,
      int times,
      int refuteWeight) {}

  @Override
  public String id() {
    return "OBD-TEMPERATURE-UNRELATED";
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
    Signal inlet = Signal.SCR_INLET_TEMPERATURE;
    return new Limits(
        Duty.read(block, false),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("blockSeconds", "s", 1, DAY),
        block.whole("pauseSeconds", "s", 1, DAY),
        Words.atMost(Signal.FUEL_RATE, block.number("idleLph", "L/h", 0, 100)),
        Words.atLeast(Signal.FUEL_RATE, block.number("loadLph", "L/h", 1, 1000)),
        Words.atMost(inlet, block.number("inletMostCelsius", "°C", 0, 800)),
        Words.apart(inlet, block.number("leastKelvin", "K", 0.1, 200)),
        block.whole("times", "", 1, 1000),
        block.whole("refuteWeight", "", 1, 1000));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    EngineTime engine =
        was.engine.next(item, limits.duty.engineOnRaw(), limits.duty.runGapSeconds());
    boolean same = engine.start() == was.engine.start();
    HeatBlock block = same ? was.block : HeatBlock.NONE;
    LoadPhase phase = same ? was.phase : null;
    if (!observed(item, engine, limits, facts, out)) {
      return same && engine == was.engine ? was : new Memory(engine, block, phase, was.misses);
    }
    boolean follows = block.follows(item.second(), limits.gapSeconds);
    block = block.with(item, follows);
    phase = follows ? phase : null;
    return block.seconds() >= limits.blockSeconds
        ? behind(new Memory(engine, block, phase, was.misses), limits, out)
        : new Memory(engine, block, phase, was.misses);
  }

  private static boolean observed(
      Reading item, EngineTime engine, Limits limits, VehicleFacts facts, Findings out) {
    Sight refusal = limits.duty.refusal(item, engine, facts);
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (refusal != null) {
      return false;
    } else if (!item.usable(Signal.SCR_INLET_TEMPERATURE)) {
      out.notAssessable(Cause.TEMPERATURE_UNKNOWN);
    } else if (!item.usable(Signal.FUEL_RATE)) {
      out.notAssessable(Cause.FUEL_UNKNOWN);
    } else {
      out.assessed();
      return true;
    }
    return false;
  }

  private static Memory behind(Memory m, Limits limits, Findings out) {
    HeatBlock block = m.block;
    if (block.hottest() > limits.hottestRaw) {
      // what a regeneration leaves in the filter says nothing of the load
      return new Memory(m.engine, block.behind(), null, m.misses);
    }
    boolean low = block.meanFuel() <= limits.lowRaw;
    boolean high = block.meanFuel() >= limits.highRaw;
    if (!low && !high) {
      return new Memory(m.engine, block.behind(), m.phase, m.misses);
    }
    LoadPhase to = LoadPhase.of(block, high);
    LoadPhase from = m.phase;
    boolean change =
        from != null && from.high() != high && to.last() - from.last() <= limits.pauseSeconds;
    Misses misses = from == null || !change ? m.misses : weigh(m.misses, from, to, limits, out);
    return new Memory(m.engine, block.behind(), to, misses);
  }

  private static @Nullable Misses weigh(
      @Nullable Misses was, LoadPhase from, LoadPhase to, Limits limits, Findings out) {
    if (to.since(from) < limits.leastRaw) {
      Misses next = Misses.and(was, from, to, limits.times);
      if (next.told() != null || next.balance() < limits.times) {
        return next;
      }
      Episode told = next.episode(out.ruleSet(), limits.times * 1000L);
      out.open(told);
      return next.told(told);
    }
    if (was == null || was.balance() > limits.refuteWeight) {
      return was == null ? null : was.less(limits.refuteWeight);
    }
    Episode told = was.told();
    if (told != null) {
      out.close(was.episode(told.ruleSet(), told.limit()));
    }
    return null;
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.misses == null ? null : memory.misses.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String times = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String most = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "发动机在怠速与高负荷之间持续转换，SCR入口温度%s次没有随之升降（限值%s次），顺负荷方向最多只变化%s K".formatted(times, limit, most),
            "between minutes of idling and minutes of high load the SCR inlet temperature failed to follow %s times (limit %s); at most it went %s K the way of the load"
                .formatted(times, limit, most));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR入口温度与负荷无关", "SCR inlet temperature unrelated to load"),
        new Wording(
            "同一次运转中，由数分钟平均为怠速转为数分钟平均为高负荷（或相反）而入口均温未按应有方向变化到限值的次数，减去加权的正常次数；再生高温时段不计。",
            "Changes within one engine run from minutes that are idle on average to minutes of high load, or back, in which the mean inlet"
                + " temperature does not go the way of the load by the limit, less the weighted ones in which it does; not around a"
                + " regeneration."),
        new Wording(
            "排温随负荷升降：不随之变化的读数是假信号或传感器已坏，会使后处理不喷射、其他限值不适用。",
            "Exhaust temperature follows load: a reading that does not is faked or its sensor is broken, which keeps dosing off and other"
                + " limits from applying."),
        new Wording(
            "随机漂移而偶然同向的假信号、负荷达不到高负荷限值的小型车、没有数分钟怠速或高负荷的行程看不见；完全不动的由“SCR入口温度停滞”也会给出。",
            "A faked signal that drifts the right way by chance, small engines that never reach the high load, trips without minutes of"
                + " either. One that stands still altogether is also told by the rule for a frozen inlet."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    memory.block.write(out);
    LoadPhase.write(memory.phase, out);
    Misses.write(memory.misses, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineTime.read(in), HeatBlock.read(in), LoadPhase.read(in), Misses.read(in));
  }
}
