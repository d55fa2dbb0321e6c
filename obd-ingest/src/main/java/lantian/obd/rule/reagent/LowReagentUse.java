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
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Less reagent than the fuel asks for (反应剂消耗过低), {@code OBD-REAGENT-LOW-USE}. See spec clause 11.
 *
 * <p>Nobody files the volume of the tank. The level's moves are turned into litres of the largest
 * one there is, so that whoever is told of uses even less.
 */
public final class LowReagentUse implements Rule<LowReagentUse.Memory, LowReagentUse.Limits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(ReagentTrack.NONE, null);
  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.LEVEL_UNKNOWN,
          Cause.FUEL_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN);

  /** The level followed, and what is missing, null if nothing is. */
  public record Memory(ReagentTrack track, @Nullable Lack lack) {}

  /**
   * Limits of the rule.
   *
   * @param track when the level is followed
   * @param least least share of reagent by stage
   * @param tank the largest tank in millilitres
   * @param fuelMilli fuel in thousandths of a litre
   * @param fuelRaw the same in raw words times seconds
   * @param flatRaw greatest spread of levels that the rule for a level at rest sees, raw words
   */
  public record Limits(
      TrackLimits track, List<Least> least, long tank, long fuelMilli, long fuelRaw, long flatRaw) {
    private @Nullable Least least(@Nullable String stage) {
      for (int i = 0; i < least.size(); i++) {
        if (least.get(i).stage.equals(stage)) {
          return least.get(i);
        }
      }
      return null;
    }
  }

  /** The least share of reagent in the fuel of a stage, thousandths of a per cent. */
  public record Least(String stage, long milli) {}

  @Override
  public String id() {
    return "OBD-REAGENT-LOW-USE";
  }

  @Override
  public String unit() {
    return "L";
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
    double litres = block.number("fuelLitres", "L", 0.01, 100_000);
    return new Limits(
        TrackLimits.read(block),
        block.numbers("leastPct", "%", 0.01, 100).entrySet().stream()
            .map(e -> new Least(e.getKey(), Math.round(e.getValue() * 1000)))
            .toList(),
        Math.round(block.number("tankLitres", "L", 1, 1000) * 1000),
        Math.round(litres * 1000),
        Words.atLeast(Signal.FUEL_RATE, litres * 3600),
        Words.atMost(Signal.REAGENT_LEVEL, block.number("flatPct", "%", 0, 50)));
  }

  @Override
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Least least = limits.least(facts.stage());
    Sight refusal = limits.track.refusal(item, least != null);
    if (refusal != null || least == null) {
      if (refusal instanceof Sight.Unknown(Cause cause)) {
        out.notAssessable(cause);
      }
      return was;
    }
    out.assessed();
    ReagentTrack track = was.track.with(item, limits.track);
    return track.full(limits.track)
        ? weigh(was.lack, track, least.milli, limits, out)
        : new Memory(track, was.lack);
  }

  private static Memory weigh(
      @Nullable Lack was, ReagentTrack track, long least, Limits limits, Findings out) {
    ReagentTrack.Stint stint = track.stint(limits.track);
    if (stint.fresh()) {
      return new Memory(track.behind(stint, false), was == null ? null : was.refilled());
    }
    long due = least * stint.fuel();
    long used = Lack.used(stint.rise() + stint.fall(), limits.tank);
    long missing = (was == null ? 0 : was.missing()) + due - used;
    if (missing <= 0) {
      end(was, out);
      return new Memory(track.behind(stint, true), null);
    }
    Lack next =
        was == null
            ? Lack.begin(stint, due, used)
            : was.next(stint, used, due > used, capped(was, missing, least * limits.fuelRaw));
    return new Memory(track.behind(stint, false), due > used ? told(next, limits, out) : next);
  }

  private static long capped(Lack was, long missing, long most) {
    return was.told() == null ? missing : Math.min(missing, most);
  }

  private static Lack told(Lack lack, Limits limits, Findings out) {
    boolean flat = lack.highRaw() - lack.lowRaw() <= limits.flatRaw;
    if (lack.told() != null || lack.fuel() < limits.fuelRaw || flat) {
      return lack;
    }
    Episode told = lack.episode(out.ruleSet(), limits.fuelMilli);
    out.open(told);
    return lack.told(told);
  }

  private static void end(@Nullable Lack lack, Findings out) {
    Episode told = lack == null ? null : lack.told();
    if (lack != null && told != null) {
      out.close(lack.episode(told.ruleSet(), told.limit()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.lack == null ? null : memory.lack.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String fuel = Phrases.number(episode.measured());
    String share = Phrases.number(episode.detail());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "SCR热态下耗油%s L（起算值%s L），反应剂液位的变化即使按最大箱容折算，也只有燃料的%s %%，低于应有用量"
                .formatted(fuel, limit, share),
            "%s L of fuel were burnt with the SCR hot (judged from %s L), and the reagent level moved by %s %% of it, even if the tank were the largest there is: less than is due"
                .formatted(fuel, limit, share));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("反应剂消耗过低", "Too little reagent used"),
        new Wording(
            "SCR入口达到工作温度时的耗油累计到起算值，而同期反应剂液位（分钟级均值，加注后重新起算）的全部变化按最大箱容折算，始终低于该阶段应有的用量占比。",
            "Fuel burnt with the SCR inlet at temperature, over which all moves of the reagent level (means over minutes, from refill to"
                + " refill), in the largest tank, stay below the share that the stage asks for, all along."),
        new Wording(
            "正常车辆尿素消耗约为燃料的3–6%：远低于此说明少喷、停喷或液位被缓慢模拟。",
            "A sound truck uses 3–6 % of its fuel in reagent: far less means dosing cut down or off, or a level that an emulator lets"
                + " fall slowly."),
        new Wording(
            "箱容未备案，按最大箱容计，小箱车辆少用一半以内看不出；液位波动按消耗计，利于车辆；液位近满、近空、冷态燃料与无数据期间不计；"
                + "液位几乎不动的由“反应剂未消耗”给出，不重复；低于加注限值的零星补加看不见。",
            "The volume of the tank is not filed: with a small one, half the reagent may be missing unseen. Noise of the level counts as"
                + " use. Nothing counts near full or empty, cold, or unseen. A level that hardly moves is left to the rule for reagent"
                + " not consumed, so that one thing is told once. Topping up by less than the refill limit is not seen."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.track.write(out);
    Lack.write(memory.lack, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(ReagentTrack.read(in), Lack.read(in));
  }
}
