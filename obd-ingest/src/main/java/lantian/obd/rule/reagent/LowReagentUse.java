package lantian.obd.rule.reagent;

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
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import org.jspecify.annotations.Nullable;

/**
 * Less reagent than the fuel asks for (反应剂消耗过低), {@code OBD-REAGENT-LOW-USE}. See spec clause 11.
 *
 * <p>Few file the volume of the tank. Without it the level's moves are turned into litres of the
 * largest one there is, so that whoever is told of uses even less. What the vehicle itself used
 * before needs no volume: if it used enough, a part of that is due instead.
 */
public final class LowReagentUse implements Rule<LowUse, LowUseLimits> {
  private static final int STREAM = 0x02;
  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.LEVEL_UNKNOWN,
          Cause.FUEL_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN);

  @Override
  public String id() {
    return "OBD-REAGENT-LOW-USE";
  }

  @Override
  public String unit() {
    return "L";
  }

  @Override
  public LowUse initial() {
    return LowUse.NONE;
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public LowUseLimits limits(LimitsBlock block) {
    return LowUseLimits.read(block);
  }

  @Override
  public LowUse step(
      LowUse was, Reading item, LowUseLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    LowUseLimits.Least least = limits.least(facts.stage());
    Sight refusal = limits.track().refusal(item, least != null);
    if (refusal != null || least == null) {
      if (refusal instanceof Sight.Unknown(Cause cause)) {
        out.notAssessable(cause);
      }
      return was;
    }
    out.assessed();
    ReagentTrack track = was.track().with(item, limits.track());
    return track.full(limits.track())
        ? weigh(was, track, limits.ask(least, was.custom(), facts.reagentTankLitres()), limits, out)
        : was.with(track);
  }

  private static LowUse weigh(
      LowUse was, ReagentTrack track, LowUseLimits.Ask ask, LowUseLimits limits, Findings out) {
    ReagentTrack.Stint stint = track.stint(limits.track());
    if (stint.fresh()) {
      return was.refilled(track.behind(stint, false), limits.flatRaw());
    }
    Lack lack = was.lack();
    long more = ask.due() * stint.fuel() - Lack.used(stint.moved(), ask.tank());
    long missing = (lack == null ? 0 : lack.missing()) + more;
    if (missing <= 0) {
      end(lack, out);
      return new LowUse(track.behind(stint, true), null, was.learned(stint, limits.custom()));
    }
    Lack next =
        lack == null
            ? Lack.begin(stint, missing)
            : lack.next(stint, more > 0, capped(lack, missing, ask.due() * ask.fuelRaw()));
    Lack after = more > 0 ? told(next, ask, limits, out) : next;
    return new LowUse(track.behind(stint, false), after, was.custom());
  }

  private static long capped(Lack was, long missing, long most) {
    return was.told() == null ? missing : Math.min(missing, most);
  }

  private static Lack told(Lack lack, LowUseLimits.Ask ask, LowUseLimits limits, Findings out) {
    boolean flat = lack.highRaw() - lack.lowRaw() <= limits.flatRaw();
    if (lack.told() != null || lack.fuel() < ask.fuelRaw() || flat) {
      return lack;
    }
    Episode told = lack.episode(out.ruleSet(), ask.fuelRaw() / ReagentTrack.PER_MILLILITRE);
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
  public @Nullable Episode open(LowUse memory) {
    Lack lack = memory.lack();
    return lack == null ? null : lack.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String fuel = Phrases.number(episode.measured());
    String points = Phrases.number(episode.detail());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "SCR热态下耗油%s L（起算值%s L），反应剂液位总共只变化%s个百分点：低于该排放阶段应有的用量（按备案箱容，未备案的按最大箱容折算），或远低于本车此前的用量"
                .formatted(fuel, limit, points),
            "%s L of fuel were burnt with the SCR hot (judged from %s L), and the reagent level moved by %s percentage points in all: less than the stage asks for in the tank that is filed, or else in the largest one, or far less than this vehicle used before"
                .formatted(fuel, limit, points));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("反应剂消耗过低", "Too little reagent used"),
        new Wording(
            "SCR入口达到工作温度时的耗油累计到起算值（应有用量足以使液位下降一格的油量，最多为限值），而同期反应剂液位（分钟级均值，加注后重新起算）的全部变化始终低于应有用量：该阶段的用量占比（按备案箱容放宽后、未备案的按最大箱容折算），或本车此前最低一段用量的规定份额，取较高者。",
            "Fuel burnt with the SCR inlet at temperature (as much as a step of a coarse level sensor is due on, at most the limit), over which all moves of the reagent level (means over minutes, from refill to"
                + " refill) stay below what is due, all along: the share that the stage asks for, in the tank that is filed with some room, else in"
                + " the largest one, or a part of what"
                + " the vehicle itself used in the lowest stretch before, whichever is more."),
        new Wording(
            "正常车辆尿素消耗约为燃料的3–6%：远低于此说明少喷、停喷或液位被缓慢模拟。",
            "A sound truck uses 3–6 % of its fuel in reagent: far less means dosing cut down or off, or a level that an emulator lets"
                + " fall slowly."),
        new Wording(
            "箱容未备案的按最大箱容计：从接入起就少用的小箱车辆看不出；此前正常的车辆与自身相比，不受箱容影响；液位波动按消耗计，利于车辆；液位近满、近空、冷态燃料与无数据期间不计；"
                + "液位几乎不动的由“反应剂未消耗”给出，不重复；低于加注限值的零星补加看不见。",
            "Where no volume of the tank is filed, the largest is assumed: with a small one, half the reagent may be missing unseen on a vehicle that never used"
                + " more; whoever did is compared with itself, whatever the tank. Noise of the level counts as use. Nothing counts near full or empty, cold, or unseen. A level that hardly moves is left to the rule for reagent"
                + " not consumed, so that one thing is told once. Topping up by less than the refill limit is not seen."));
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(LowUse memory, ByteBuffer out) {
    memory.write(out);
  }

  @Override
  public LowUse read(ByteBuffer in) {
    return LowUse.read(in);
  }
}
