package lantian.obd.rule.nox;

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
import org.jspecify.annotations.Nullable;

/**
 * Downstream NOx above the limit for long while the catalyst is at temperature (SCR下游NOx持续超标),
 * {@code OBD-NOX-LASTING}. See spec clause 11.
 */
public final class LastingNox implements Rule<LastingNox.Memory, NoxLimits> {
  private static final int STREAM = 0x02;

  /** Engine run, and the streak of high samples if there is one. */
  public record Memory(EngineRun run, @Nullable NoxStreak streak) {}

  @Override
  public String id() {
    return "OBD-NOX-LASTING";
  }

  @Override
  public String unit() {
    return "ppm";
  }

  @Override
  public Memory initial() {
    return new Memory(EngineRun.NONE, null);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, NoxLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    NoxStreak streak = was.streak;
    if (streak != null && item.second() - streak.lastAssessed() > limits.gapSeconds()) {
      streak = end(streak, out);
    }
    EngineRun run = was.run.next(item, limits);
    NoxLimits.Stage stage = limits.stage(facts.stage());
    if (judged(item, run, limits, stage, out) && stage != null) {
      streak = assess(streak, item, limits, stage, run.standIn(item, limits), out);
    }
    return run == was.run && streak == was.streak ? was : new Memory(run, streak);
  }

  /**
   * True if the item can be held against the limit; else says why not, where it should have been.
   */
  private static boolean judged(
      Reading item,
      EngineRun run,
      NoxLimits limits,
      NoxLimits.@Nullable Stage stage,
      Findings out) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      out.notAssessable(Cause.ENGINE_UNKNOWN);
    } else if (!run.warm(item.second(), limits)) {
      return false;
    } else if (stage == null) {
      out.notAssessable(Cause.STAGE_UNKNOWN);
    } else if (!run.temperatureKnown(item, limits)) {
      out.notAssessable(Cause.TEMPERATURE_UNKNOWN);
    } else if (!run.hot(item, limits)) {
      return false;
    } else if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_SATURATED);
    } else if (!item.usable(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_UNKNOWN);
    } else {
      out.assessed();
      return true;
    }
    return false;
  }

  private static @Nullable NoxStreak assess(
      @Nullable NoxStreak was,
      Reading item,
      NoxLimits limits,
      NoxLimits.Stage stage,
      boolean standIn,
      Findings out) {
    long raw = item.raw(Signal.NOX_DOWNSTREAM);
    Episode told = was == null ? null : was.told();
    if (raw > (told == null ? stage.limitRaw() : stage.endRaw())) {
      NoxStreak next =
          was == null ? NoxStreak.begin(item, raw, standIn) : was.high(item, raw, standIn);
      boolean lasting = next.lastHigh() - next.start() >= limits.holdSeconds();
      return told == null && lasting ? tell(next, stage, out) : next;
    }
    if (was == null || told == null) {
      return null;
    }
    boolean over = item.second() - was.lastHigh() >= limits.endSeconds();
    return over ? end(was, out) : was.low(item.second());
  }

  private static NoxStreak tell(NoxStreak streak, NoxLimits.Stage stage, Findings out) {
    Episode told = streak.episode(out.ruleSet(), stage.limitMilli());
    out.open(told);
    return streak.told(told);
  }

  private static @Nullable NoxStreak end(NoxStreak streak, Findings out) {
    Episode told = streak.told();
    if (told != null) {
      out.close(streak.episode(told.ruleSet(), told.limit()));
    }
    return null;
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.streak == null ? null : memory.streak.told();
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN,
          Cause.NOX_UNKNOWN,
          Cause.NOX_SATURATED);

  @Override
  public NoxLimits limits(LimitsBlock block) {
    return NoxLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    boolean standIn = episode.detail() == 1;
    return Phrases.span(episode, closed)
        .with(
            "SCR已达工作温度%s，SCR下游NOx持续高于%s ppm，均值%s ppm，峰值%s ppm"
                .formatted(
                    standIn ? "（入口温度长期缺失，以出口温度判断）" : "",
                    Phrases.number(episode.limit()),
                    Phrases.number(episode.measured()),
                    Phrases.number(episode.peak())),
            "with the SCR at working temperature%s, NOx behind it stayed above %s ppm, mean %s, peak %s"
                .formatted(
                    standIn ? " (by its outlet, the inlet sensor being absent)" : "",
                    Phrases.number(episode.limit()),
                    Phrases.number(episode.measured()),
                    Phrases.number(episode.peak())));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("SCR下游NOx持续超标", "Lasting NOx behind the SCR catalyst"),
        new Wording(
            "发动机运转且已过预热、SCR入口温度达到限值时，下游NOx逐秒高于本排放阶段限值，并持续达到规定时长。",
            "Downstream NOx above the limit of the vehicle's stage, second by second, for the hold time,"
                + " while the engine is on and warm and the SCR inlet is at temperature."),
        new Wording(
            "温度足够而尾端NOx仍长时间偏高，说明未喷尿素、尿素不合格、催化剂失效或被屏蔽。",
            "A hot catalyst with high NOx behind it gets no reagent or bad reagent, is worn out, or is bypassed."),
        new Wording(
            "传感器被模拟器替换、长期报无效或饱和时看不见（计为无法判定）；稀疏补传间隔大于允许间断时不判；浓度不等于比排放。",
            "A sensor replaced by an emulator; one that always says invalid or saturated (counted as not"
                + " assessable); thinned reissue wider than the allowed gap; concentration is not g/kWh."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.run.write(out);
    NoxStreak.write(memory.streak, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineRun.read(in), NoxStreak.read(in));
  }
}
