package lantian.obd.rule.nox;

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
import lantian.obd.rule.state.Unrelated;
import org.jspecify.annotations.Nullable;

/**
 * Upstream NOx does not follow the engine (SCR上游NOx与工况无关), {@code OBD-NOX-UNRELATED}. See spec
 * clause 11.
 *
 * <p>Only upstream: see {@link UnrelatedDownstream} for what is left behind the catalyst.
 */
public final class UnrelatedNox implements Rule<UnrelatedNox.Memory, UnrelatedLimits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, null, null, null);
  private static final List<Cause> CAUSES =
      Duty.causes(true, List.of(Cause.UPSTREAM_UNKNOWN, Cause.FUEL_UNKNOWN));

  /**
   * Engine, block and stretch under way, and what came before them without relation.
   *
   * @param engine since when the engine is on
   * @param block block under way, null before the first usable item
   * @param stretch blocks of the stretch under way, null before its first
   * @param unrelated stretches without relation, null if the last had one
   */
  public record Memory(
      EngineTime engine,
      @Nullable NoxBlock block,
      @Nullable Dependence stretch,
      @Nullable Unrelated unrelated) {}

  @Override
  public String id() {
    return "OBD-NOX-UNRELATED";
  }

  @Override
  public String unit() {
    return "min";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory before, Reading item, UnrelatedLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return before;
    }
    Memory was = awake(before, item.second(), limits, out);
    Duty duty = limits.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (refusal == null && !limits.measured(item)) {
      out.notAssessable(Cause.UPSTREAM_UNKNOWN);
    } else if (refusal == null && !item.usable(Signal.FUEL_RATE)) {
      out.notAssessable(Cause.FUEL_UNKNOWN);
    } else if (refusal == null) {
      out.assessed();
      return watch(was, engine, item, limits, out);
    }
    return engine == was.engine ? was : new Memory(engine, was.block, was.stretch, was.unrelated);
  }

  /** Begins anew after too long a silence. */
  private static Memory awake(Memory was, long now, UnrelatedLimits limits, Findings out) {
    if (was.block == null || now - was.block.last() <= limits.pauseSeconds()) {
      return was;
    }
    Unrelated.end(was.unrelated, out);
    return new Memory(was.engine, null, null, null);
  }

  private static Memory watch(
      Memory was, EngineTime engine, Reading item, UnrelatedLimits limits, Findings out) {
    NoxBlock block = was.block;
    if (block != null && item.second() - block.start() < limits.blockSeconds()) {
      return new Memory(engine, block.with(item), was.stretch, was.unrelated);
    }
    Dependence stretch = was.stretch;
    Unrelated unrelated = was.unrelated;
    if (block != null && block.items() >= limits.leastItems()) {
      stretch =
          stretch == null
              ? Dependence.of(block, limits.classRaw())
              : stretch.with(block, limits.classRaw());
    }
    if (stretch != null && stretch.blocks() >= limits.stretchBlocks()) {
      unrelated = weigh(unrelated, stretch, limits, out);
      stretch = null;
    }
    return new Memory(engine, NoxBlock.begin(item), stretch, unrelated);
  }

  /** A stretch is over; too little in it that varied says nothing. */
  private static @Nullable Unrelated weigh(
      @Nullable Unrelated was, Dependence stretch, UnrelatedLimits limits, Findings out) {
    if (!stretch.varied(limits.fuelRaw(), limits.noxRaw())) {
      return was;
    }
    Unrelated.Stretch over =
        new Unrelated.Stretch(
            stretch.start(),
            stretch.last(),
            limits.seconds(stretch.blocks()),
            stretch.explained(),
            stretch.verified());
    return Unrelated.weighed(was, over, limits.bounds(), out);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.unrelated == null ? null : memory.unrelated.told();
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public UnrelatedLimits limits(LimitsBlock block) {
    return UnrelatedLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String minutes = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String explained = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "SCR上游NOx在%s分钟的热态行驶中与燃料流量无关（限值%s分钟）：两者都有明显变化，而其变化至多%s %%可由燃料流量解释"
                .formatted(minutes, limit, explained),
            "NOx before the SCR did not follow the fuel rate over %s minutes of hot driving (limit %s): both varied, and the fuel rate explained at most %s %% of it"
                .formatted(minutes, limit, explained));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR上游NOx与工况无关", "Upstream NOx does not follow the engine"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，按时间块求燃料流量与上游NOx的均值，两者都有足够变化，而按燃料流量分级几乎不能解释NOx的变化，连续数段如此。",
            "Means of fuel rate and upstream NOx over short blocks, warm and with the SCR inlet in the given range: both vary"
                + " enough, and classes of fuel rate explain next to nothing of NOx, over several stretches in succession."),
        new Wording(
            "柴油机的原机NOx随负荷变化：毫不相关的读数来自模拟器或被替换的信号。",
            "What leaves a diesel engine follows its load: a reading that doesn't comes from an emulator or a replaced signal."),
        new Wording(
            "跟随负荷的模拟器、不变的读数（变化不足，不判）、恒为零或更低的读数（视为未测量）和下游传感器看不见；数据稀疏时不成块。",
            "An emulator that follows the load, a reading that stands still (too little varies), one at zero or below (taken for"
                + " not measuring), the downstream sensor; thinned data make no blocks."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    NoxBlock.write(memory.block, out);
    Dependence.write(memory.stretch, out);
    Unrelated.write(memory.unrelated, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        EngineTime.read(in), NoxBlock.read(in), Dependence.read(in), Unrelated.read(in));
  }
}
