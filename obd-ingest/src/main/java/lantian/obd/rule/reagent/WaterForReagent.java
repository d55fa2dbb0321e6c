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
import lantian.obd.rule.state.Sight;
import org.jspecify.annotations.Nullable;

/**
 * Reagent is used and the NOx stays (以水代反应剂), {@code OBD-REAGENT-WATER}. See spec clause 11.
 *
 * <p>Other than the rule for a lost conversion it asks that the tank empties as if by dosing; the
 * level's falls count in the tank that is filed, or else in the smallest one there is.
 */
public final class WaterForReagent implements Rule<WaterForReagent.Memory, WaterLimits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(ReagentTrack.NONE, Conversion.NONE, null);
  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.LEVEL_UNKNOWN,
          Cause.FUEL_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN,
          Cause.NOX_SATURATED,
          Cause.NOX_UNKNOWN,
          Cause.UPSTREAM_UNKNOWN);

  /** The level followed, the sensors over its block, and the stretch if there is one. */
  public record Memory(ReagentTrack track, Conversion block, @Nullable Vain vain) {}

  @Override
  public String id() {
    return "OBD-REAGENT-WATER";
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
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public WaterLimits limits(LimitsBlock block) {
    return WaterLimits.read(block);
  }

  @Override
  public Memory step(
      Memory was, Reading item, WaterLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Sight refusal = limits.track().refusal(item, limits.applies(facts.stage()));
    if (refusal != null) {
      if (refusal instanceof Sight.Unknown(Cause cause)) {
        out.notAssessable(cause);
      }
      return was;
    }
    boolean hot = limits.track().hot(item);
    count(item, hot, out);
    ReagentTrack track = was.track.with(item, limits.track());
    Conversion block = was.block.with(item, track.count() == 1, hot, limits.least());
    if (!track.full(limits.track())) {
      return new Memory(track, block, was.vain);
    }
    ReagentTrack.Stint stint = track.stint(limits.track());
    Vain vain = stint.fresh() ? refilled(was.vain, limits) : was.vain;
    if (!stint.fresh() && block.count() * 100L >= (long) limits.pairs() * track.count()) {
      vain = weigh(vain, stint, block, facts, limits, out);
    }
    return new Memory(track.behind(stint, false), Conversion.NONE, vain);
  }

  private static void count(Reading item, boolean hot, Findings out) {
    if (!hot) {
      return;
    }
    if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_SATURATED);
    } else if (!item.usable(Signal.NOX_DOWNSTREAM)) {
      out.notAssessable(Cause.NOX_UNKNOWN);
    } else if (!item.usable(Signal.NOX_UPSTREAM)) {
      out.notAssessable(Cause.UPSTREAM_UNKNOWN);
    } else {
      out.assessed();
    }
  }

  private static @Nullable Vain refilled(@Nullable Vain was, WaterLimits limits) {
    return was == null ? null : was.with(was.balance(), limits.noise());
  }

  private static @Nullable Vain weigh(
      @Nullable Vain was,
      ReagentTrack.Stint stint,
      Conversion block,
      VehicleFacts facts,
      WaterLimits limits,
      Findings out) {
    if (block.remaining() > limits.remaining()) {
      WaterLimits.Proof proof = limits.proof(facts.reagentTankLitres());
      Vain from = was == null ? Vain.begin(stint, block, limits.noise()) : was;
      Vain next = from.shows(stint, block, proof.tank(), limits.fuelRaw());
      return told(next, proof, limits, out);
    }
    if (was == null) {
      return null;
    }
    long balance = was.balance() - stint.fuel() * limits.refuteWeight();
    if (balance > 0) {
      return was.with(balance, was.doubt());
    }
    Episode told = was.told();
    if (told != null) {
      out.close(was.episode(told.ruleSet(), told.limit()));
    }
    return null;
  }

  private static Vain told(Vain vain, WaterLimits.Proof proof, WaterLimits limits, Findings out) {
    if (vain.told() != null || vain.balance() < limits.fuelRaw() || vain.share() < proof.share()) {
      return vain;
    }
    Episode told = vain.episode(out.ruleSet(), limits.remaining());
    out.open(told);
    return vain.told(told);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.vain == null ? null : memory.vain.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String mean = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String share = Phrases.number(episode.detail());
    return Phrases.span(episode, closed)
        .with(
            "反应剂液位持续下降（按备案箱容从低折算、未备案的按最小箱容，也达到燃料的%s %%），但SCR已达工作温度时上游NOx的%s %%仍留在下游（限值%s %%）：喷射无效，疑似以水或劣质尿素代替，或催化剂失效"
                .formatted(share, mean, limit),
            "the reagent level fell (by %s %% of the fuel at the least, in the tank that is filed or else in the smallest one) while %s %% of the NOx was still there behind the hot SCR (limit %s %%): what is dosed does nothing, it may be water or bad reagent, or the catalyst is dead"
                .formatted(share, mean, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("以水代反应剂", "Water instead of reagent"),
        new Wording(
            "SCR热态下，多数样本有两路NOx且上游足够的时段里，下游与上游之比高于限值，这样的耗油累计到起算值，且同期反应剂液位的下降（按备案箱容从低折算，未备案的按最小箱容；扣除波动）达到正常喷射的用量。",
            "Hot fuel burnt in blocks whose share of NOx left behind the SCR is above the limit, up to the limit's litres, while the"
                + " level falls by a share of it that proves dosing: in the tank that is filed, taken small, else in the smallest one, less its noise."),
        new Wording(
            "有消耗而无转化，说明箱中不是合格尿素，或催化剂失效、被拆除。",
            "Use without conversion means that the tank holds no proper reagent, or that the catalyst is dead or gone."),
        new Wording(
            "分不清加水与催化剂失效；停喷而液位不动的由其他规则给出；与“SCR转化率丧失”同看转化率，但须证明仍在喷射，故两者可同时成立；箱容未备案的大箱下降较慢，可能达不到证明用量；停喷一部分的与掺水相似，用量低于正常的不作判断。",
            "It cannot tell water from a dead catalyst. A level that stands still is told by others. It sees the same conversion as the"
                + " rule for lost conversion and proves dosing besides, so both may be told. A large tank that is not filed may fall too slowly to prove it. Dosing that is cut down looks alike; below a usual use it says nothing."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.track.write(out);
    memory.block.write(out);
    Vain.write(memory.vain, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(ReagentTrack.read(in), Conversion.read(in), Vain.read(in));
  }
}
