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
import lantian.obd.rule.state.Hold;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Downstream NOx jumps between a few far words (SCR下游NOx读数阶梯化), {@code OBD-NOX-QUANTISED}. See spec
 * clause 11.
 *
 * <p>A sensor that is only coarse has its words side by side, and one new word next to another ends
 * it; one that stands still is a matter of {@link FrozenNox}.
 */
public final class QuantisedNox implements Rule<QuantisedNox.Memory, QuantisedNox.Limits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, null);
  private static final List<Cause> CAUSES =
      Duty.causes(true, List.of(Cause.NOX_SATURATED, Cause.NOX_UNKNOWN, Cause.FUEL_UNKNOWN));

  /** Engine, and the jumps that go on if there are any. */
  public record Memory(EngineTime engine, @Nullable Ladder ladder) {}

  /**
   * Limits of a quantised reading.
   *
   * @param hold when it is watched, and the time after which it is told
   * @param words greatest number of different words
   * @param stepRaw least distance between any two of them, raw words
   * @param changes how often it must have jumped
   * @param drivenRaw how far the fuel rate must have moved, raw words
   */
  public record Limits(Hold hold, int words, long stepRaw, int changes, long drivenRaw) {}

  @Override
  public String id() {
    return "OBD-NOX-QUANTISED";
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
  public Limits limits(LimitsBlock block) {
    return new Limits(
        Hold.read(block, true),
        block.whole("mostWords", "", 2, Ladder.MOST),
        Words.apart(Signal.NOX_DOWNSTREAM, block.number("stepPpm", "ppm", 0.1, 1000)),
        block.whole("changes", "", 1, 100_000),
        Words.apart(Signal.FUEL_RATE, block.number("fuelSpreadLph", "L/h", 0.05, 100)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Ladder ladder = was.ladder;
    if (ladder != null && limits.hold.over(ladder.last(), item.second())) {
      ladder = end(ladder, out);
    }
    Duty duty = limits.hold.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    Cause lacking =
        refusal instanceof Sight.Unknown(Cause cause)
            ? cause
            : refusal == null ? lacking(item) : null;
    if (lacking != null) {
      out.notAssessable(lacking);
    } else if (refusal == null) {
      out.assessed();
      ladder = watch(ladder, item, limits, out);
    }
    return engine == was.engine && ladder == was.ladder ? was : new Memory(engine, ladder);
  }

  private static @Nullable Cause lacking(Reading item) {
    if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      return Cause.NOX_SATURATED;
    }
    if (!item.usable(Signal.NOX_DOWNSTREAM)) {
      return Cause.NOX_UNKNOWN;
    }
    return item.usable(Signal.FUEL_RATE) ? null : Cause.FUEL_UNKNOWN;
  }

  private static Ladder watch(@Nullable Ladder was, Reading item, Limits limits, Findings out) {
    long raw = item.raw(Signal.NOX_DOWNSTREAM);
    long driver = item.raw(Signal.FUEL_RATE);
    if (was == null) {
      return Ladder.begin(item, raw, driver);
    }
    if (!was.knows(raw) && (was.count() >= limits.words || !was.apart(raw, limits.stepRaw))) {
      end(was, out);
      return Ladder.begin(item, raw, driver);
    }
    Ladder next = was.next(item, raw, driver, limits.hold.counted(was.last(), item.second()));
    boolean lasting =
        next.seconds() >= limits.hold.seconds()
            && next.changes() >= limits.changes
            && next.driverHigh() - next.driverLow() >= limits.drivenRaw;
    return next.told() == null && lasting ? tell(next, limits, out) : next;
  }

  private static Ladder tell(Ladder ladder, Limits limits, Findings out) {
    Episode told = ladder.episode(out.ruleSet(), limits.hold.minutes());
    out.open(told);
    return ladder.told(told);
  }

  private static @Nullable Ladder end(Ladder ladder, Findings out) {
    Episode told = ladder.told();
    if (told != null) {
      out.close(ladder.episode(told.ruleSet(), told.limit()));
    }
    return null;
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.ladder == null ? null : memory.ladder.told();
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String minutes = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "负荷变化时下游NOx只在%d个相距很远的固定值之间跳动，累计%s分钟（限值%s分钟）"
                .formatted(episode.detail(), minutes, limit),
            "under changing load downstream NOx only jumped between %d fixed values far apart, for %s minutes (limit %s)"
                .formatted(episode.detail(), minutes, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR下游NOx读数阶梯化", "Downstream NOx in a few far steps"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，燃料流量有足够变化，而下游NOx长时间只取少数几个值，任意两值相距不小于规定步长，并多次跳动。",
            "Downstream NOx takes only a few words for long, any two of them at least a given step apart, and jumps between them"
                + " often, warm, with the SCR inlet in the given range, while the fuel rate moved far enough."),
        new Wording(
            "真实传感器连续变化，途中必经中间值：只在几个值之间跳动说明读数由模拟器按档给出。",
            "A real sensor passes through what lies between: such jumps are made by an emulator that knows a few levels."),
        new Wording(
            "会抖动的模拟器、步长小的阶梯看不见；精度粗的传感器取相邻值，不在此列；完全不动的由“读数停滞”判断。",
            "An emulator that jitters or has small steps; a coarse sensor has its values side by side and is not meant; one that"
                + " stands still is seen by the rule for frozen readings."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    Ladder.write(memory.ladder, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineTime.read(in), Ladder.read(in));
  }
}
