package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import lantian.obd.rule.state.Spell;
import org.jspecify.annotations.Nullable;

/**
 * Brake-specific NOx over work windows (功基窗口法), {@code OBD-NOX-WINDOW}. See spec clause 11.
 *
 * <p>A window moves by a tenth of its work and not by a second, so that ten blocks hold all of it.
 */
public final class WindowNox implements Rule<WindowNox.Memory, WindowLimits> {
  private static final int STREAM = 0x02;
  private static final int BLOCKS = 10;
  private static final Memory NONE = new Memory(EngineTime.NONE, -1, null, List.of(), null);
  private static final List<Cause> CAUSES =
      Duty.causes(
          true,
          List.of(
              Cause.RATING_UNKNOWN,
              Cause.TORQUE_UNKNOWN,
              Cause.FLOW_UNKNOWN,
              Cause.FUEL_UNKNOWN,
              Cause.NOX_SATURATED,
              Cause.NOX_UNKNOWN));

  /**
   * Blocks and windows.
   *
   * @param engine since when the engine is on
   * @param last last second taken, −1 before the first
   * @param block the block under way, null behind the end of one
   * @param done the last blocks, at most nine, the oldest first
   * @param spell windows above the limit less those below, null if there is nothing left of them
   */
  public record Memory(
      EngineTime engine, long last, @Nullable Work block, List<Work> done, @Nullable Spell spell) {}

  @Override
  public String id() {
    return "OBD-NOX-WINDOW";
  }

  @Override
  public String unit() {
    return "g/kWh";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory before, Reading item, WindowLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return before;
    }
    Memory was = before;
    if (was.last >= 0 && item.second() - was.last > limits.pauseSeconds()) {
      end(was.spell, out);
      was = new Memory(was.engine, -1, null, List.of(), null);
    }
    Duty duty = limits.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    if (refusal instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (refusal == null) {
      return take(was, engine, item, limits, facts, out);
    }
    return engine == was.engine
        ? was
        : new Memory(engine, was.last, was.block, was.done, was.spell);
  }

  private static Memory take(
      Memory was,
      EngineTime engine,
      Reading item,
      WindowLimits limits,
      VehicleFacts facts,
      Findings out) {
    String filed = facts.stage();
    WindowLimits.Stage stage = filed == null ? null : limits.stages().get(filed);
    Rating rating = Rating.of(facts);
    Cause lacking = lacking(item);
    if (stage == null) {
      out.notAssessable(Cause.STAGE_UNKNOWN);
    } else if (rating == null) {
      out.notAssessable(Cause.RATING_UNKNOWN);
    } else if (lacking != null) {
      out.notAssessable(lacking);
    } else {
      out.assessed();
      Work second =
          new Work(
              item.second(),
              WindowLimits.work(item, rating.torque()),
              limits.nox(item),
              (int) item.raw(Signal.FUEL_RATE),
              1,
              item.verified());
      Work block = was.block == null ? second : was.block.plus(second);
      Memory next = new Memory(engine, item.second(), block, was.done, was.spell);
      return block.work() * BLOCKS < rating.cycle()
          ? next
          : close(next, block, limits, stage, rating, out);
    }
    return new Memory(engine, was.last, was.block, was.done, was.spell);
  }

  private static @Nullable Cause lacking(Reading item) {
    // −125 % can't be and is no torque
    if (!item.usable(Signal.NET_TORQUE) || item.raw(Signal.NET_TORQUE) == 0) {
      return Cause.TORQUE_UNKNOWN;
    }
    if (!item.usable(Signal.INTAKE_AIR)) {
      return Cause.FLOW_UNKNOWN;
    }
    if (!item.usable(Signal.FUEL_RATE)) {
      return Cause.FUEL_UNKNOWN;
    }
    if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      return Cause.NOX_SATURATED;
    }
    return item.usable(Signal.NOX_DOWNSTREAM) ? null : Cause.NOX_UNKNOWN;
  }

  /** A block has its work: it ends a window if there are enough before it. */
  private static Memory close(
      Memory was,
      Work block,
      WindowLimits limits,
      WindowLimits.Stage stage,
      Rating rating,
      Findings out) {
    List<Work> done = new ArrayList<>(was.done);
    done.add(block);
    Spell spell = was.spell;
    if (done.size() == BLOCKS) {
      Work window = done.stream().reduce(Work::plus).orElse(block);
      if (limits.valid(window, stage, rating)) {
        spell = weigh(spell, was.last, window, limits, stage, out);
      }
      done.removeFirst();
    }
    return new Memory(was.engine, was.last, null, List.copyOf(done), spell);
  }

  private static @Nullable Spell weigh(
      @Nullable Spell was,
      long now,
      Work window,
      WindowLimits limits,
      WindowLimits.Stage stage,
      Findings out) {
    long milli = window.specific();
    boolean told = was != null && was.told() != null;
    if (told && milli > stage.end() && milli <= stage.limit()) {
      return was;
    }
    if (milli <= stage.limit()) {
      Spell next = was == null ? null : was.refuted(now, limits.refuteWeight());
      return next == null || next.balance() > 0 ? next : end(next, out);
    }
    Spell next =
        was == null
            ? Spell.begin(window.start(), now, milli, 1, window.verified())
            : was.shows(now, milli, 1, limits.windows(), window.verified());
    if (next.told() != null || next.balance() < limits.windows()) {
      return next;
    }
    Episode episode = next.valued(out.ruleSet(), stage.limit());
    out.open(episode);
    return next.told(episode);
  }

  private static @Nullable Spell end(@Nullable Spell spell, Findings out) {
    Episode told = spell == null ? null : spell.told();
    if (spell != null && told != null) {
      out.close(spell.valued(told.ruleSet(), told.limit()));
    }
    return null;
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.spell == null ? null : memory.spell.told();
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public WindowLimits limits(LimitsBlock block) {
    return WindowLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String mean = Phrases.number(episode.measured());
    String peak = Phrases.number(episode.peak());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "热态行驶中按功基窗口计算，%d个窗口的NOx比排放高于%s g/kWh，均值%s g/kWh，最高%s g/kWh"
                .formatted(episode.detail(), limit, mean, peak),
            "over %d work windows of hot driving NOx was above %s g/kWh, mean %s, greatest %s"
                .formatted(episode.detail(), limit, mean, peak));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("功基窗口NOx比排放超标", "Brake-specific NOx over work windows"),
        new Wording(
            "预热后且SCR入口温度在规定范围内的逐秒扭矩、转速、进气量、燃料流量与下游NOx，累计到一个WHTC循环功为一个窗口；平均功率足够、油耗与做功相符的窗口中，比排放高于限值（含余量）的明显多于不高于的。",
            "Torque, speed, air, fuel and downstream NOx by seconds, warm and with the SCR inlet in the given range, up to the work"
                + " of a WHTC cycle each; among windows of enough mean power whose fuel fits their work, those above the limit"
                + " (with its margin) clearly outnumber the others."),
        new Wording(
            "比排放是标准限制的量：低负荷的高浓度与高负荷的低浓度都不会误导。",
            "It is what the standard limits: neither a high concentration at little load nor a low one at much misleads it."),
        new Wording(
            "冷态与再生不计，故不等于PEMS；窗口每次移动十分之一，不逐秒；摩擦扭矩不扣除，有利于车辆；参考扭矩、额定功率、WHTC循环功未备案或本阶段无限值时无法判定。",
            "Cold driving and regenerations are left out, so it is no PEMS; a window moves by a tenth and not by a second; friction"
                + " is not subtracted, in favour of the vehicle; without filed torque, power and cycle work, or without a limit"
                + " for the stage, it is not assessable."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    out.putLong(memory.last);
    Work.write(memory.block, memory.last, out);
    out.put((byte) memory.done.size());
    memory.done.forEach(block -> Work.write(block, memory.last, out));
    Spell.write(memory.spell, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    EngineTime engine = EngineTime.read(in);
    long last = in.getLong();
    Work block = Work.read(last, in);
    List<Work> done = new ArrayList<>();
    for (int left = in.get(); left > 0; left--) {
      Work one = Work.read(last, in);
      if (one == null || done.size() == BLOCKS) {
        throw new IllegalArgumentException("a memory of blocks that can't be");
      }
      done.add(one);
    }
    return new Memory(engine, last, block, List.copyOf(done), Spell.read(in));
  }
}
