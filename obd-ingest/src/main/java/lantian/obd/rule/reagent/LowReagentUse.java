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
 * <p>Few file the volume of the tank. Without it the level's moves are turned into litres of the
 * largest one there is, so that whoever is told of uses even less. What the vehicle itself used
 * before needs no volume: if it used enough, a part of that is due instead.
 */
public final class LowReagentUse implements Rule<LowReagentUse.Memory, LowReagentUse.Limits> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(ReagentTrack.NONE, null, Custom.NONE);
  private static final List<Cause> CAUSES =
      List.of(
          Cause.STAGE_UNKNOWN,
          Cause.ENGINE_UNKNOWN,
          Cause.LEVEL_UNKNOWN,
          Cause.FUEL_UNKNOWN,
          Cause.TEMPERATURE_UNKNOWN);

  /** The level followed, what is missing, null if nothing is, and what was used before. */
  public record Memory(ReagentTrack track, @Nullable Lack lack, Custom custom) {
    private Memory with(ReagentTrack next) {
      return new Memory(next, lack, custom);
    }
  }

  /**
   * Limits of the rule.
   *
   * @param track when the level is followed
   * @param least least share of reagent by stage
   * @param tank the largest tank in millilitres
   * @param leastTank the smallest volume in litres that is believed of a filed one
   * @param room hundredths of a filed volume that count
   * @param fuelMilli fuel in thousandths of a litre
   * @param fuelRaw the same in raw words times seconds
   * @param flatRaw greatest spread of levels that the rule for a level at rest sees, raw words
   * @param custom what is learned of the vehicle itself
   */
  public record Limits(
      TrackLimits track,
      List<Least> least,
      long tank,
      double leastTank,
      long room,
      long fuelMilli,
      long fuelRaw,
      long flatRaw,
      Custom.Limits custom) {
    private @Nullable Least least(@Nullable String stage) {
      for (int i = 0; i < least.size(); i++) {
        if (least.get(i).stage.equals(stage)) {
          return least.get(i);
        }
      }
      return null;
    }

    /** The tank that is filed, if it can be one, or the largest, in millilitres. */
    private long tank(@Nullable Double filed) {
      return filed != null && filed >= leastTank
          ? Math.min(tank, Math.round(filed * 10 * room))
          : tank;
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
        block.number("tankLeastLitres", "L", 0.1, 1000),
        block.whole("tankRoomPct", "%", 100, 1000),
        Math.round(litres * 1000),
        Words.atLeast(Signal.FUEL_RATE, litres * 3600),
        Words.atMost(Signal.REAGENT_LEVEL, block.number("flatPct", "%", 0, 50)),
        new Custom.Limits(
            Words.atLeast(Signal.FUEL_RATE, block.number("ownLitres", "L", 0.01, 100_000) * 3600),
            block.whole("ownTimes", "", 1, 100),
            block.whole("ownPct", "%", 0, 99)));
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
        ? weigh(
            was, track, new Ask(least.milli, limits.tank(facts.reagentTankLitres())), limits, out)
        : was.with(track);
  }

  /** What is asked of a block: the stage's share, and the tank in millilitres. */
  private record Ask(long stage, long tank) {
    private long least(Custom custom, Custom.Limits limits) {
      return Math.max(stage, custom.least(tank, limits));
    }
  }

  private static Memory weigh(
      Memory was, ReagentTrack track, Ask ask, Limits limits, Findings out) {
    ReagentTrack.Stint stint = track.stint(limits.track);
    Lack lack = was.lack;
    if (stint.fresh()) {
      return new Memory(
          track.behind(stint, false),
          lack == null ? null : lack.refilled(limits.flatRaw),
          was.custom);
    }
    long least = ask.least(was.custom, limits.custom);
    long more = least * stint.fuel() - Lack.used(stint.moved(), ask.tank);
    long missing = (lack == null ? 0 : lack.missing()) + more;
    if (missing <= 0) {
      end(lack, out);
      return new Memory(track.behind(stint, true), null, learned(was, stint, limits));
    }
    Lack next =
        lack == null
            ? Lack.begin(stint, missing)
            : lack.next(stint, more > 0, capped(lack, missing, least * limits.fuelRaw));
    Lack after = more > 0 ? told(next, limits, out) : next;
    return new Memory(track.behind(stint, false), after, was.custom);
  }

  /** A stretch that ends without a telling shows what the vehicle uses. */
  private static Custom learned(Memory was, ReagentTrack.Stint stint, Limits limits) {
    Lack lack = was.lack;
    if (lack == null) {
      return was.custom.and(stint.fuel(), stint.moved(), limits.custom);
    }
    return lack.told() != null
        ? was.custom
        : was.custom.and(
            lack.fuel() + lack.fuelAfter() + stint.fuel(),
            lack.used() + lack.usedAfter() + stint.moved(),
            limits.custom);
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
            "SCR入口达到工作温度时的耗油累计到起算值，而同期反应剂液位（分钟级均值，加注后重新起算）的全部变化始终低于应有用量：该阶段的用量占比（按备案箱容放宽后、未备案的按最大箱容折算），或本车此前最低一段用量的规定份额，取较高者。",
            "Fuel burnt with the SCR inlet at temperature, over which all moves of the reagent level (means over minutes, from refill to"
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
  public void write(Memory memory, ByteBuffer out) {
    memory.track.write(out);
    Lack.write(memory.lack, out);
    memory.custom.write(out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(ReagentTrack.read(in), Lack.read(in), Custom.read(in));
  }
}
