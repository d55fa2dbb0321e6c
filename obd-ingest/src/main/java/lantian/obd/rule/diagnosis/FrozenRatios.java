package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Monitoring counters stand still (IUPR计数停滞), {@code OBD-IUPR-FROZEN}: the ignition counter grows
 * and the vehicle makes trips of the kind that the general denominator counts, and no other word
 * moves. See spec clause 11.
 *
 * <p>Of the stream only one item in some seconds is looked at.
 */
public final class FrozenRatios implements Rule<FrozenRatios.Memory, FrozenRatios.Limits> {
  private static final int STREAM = 0x02;
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(Trip.NONE, null);

  /** The trip that goes on, and the counters since they last moved, null before the first block. */
  public record Memory(Trip trip, @Nullable Stand stand) {}

  /**
   * Limits.
   *
   * @param cycles ignition cycles after which it is told
   * @param trips trips that have to lie between the blocks
   * @param mostCycles greatest growth from one block to the next that is believed
   * @param trip which trips count
   */
  public record Limits(int cycles, int trips, int mostCycles, TripLimits trip) {}

  /**
   * Which trips a controller has to count.
   *
   * @param engineOnRaw least engine speed that counts as running
   * @param everySeconds time between two items that are looked at
   * @param gapSeconds longest time between two of them that counts as driven
   * @param runGapSeconds longest silence within one trip
   * @param tripSeconds least time with the engine on
   * @param fastSeconds least time of it at speed
   * @param fastRaw least vehicle speed that is such
   * @param revsRaw least engine speed that is such
   * @param airRaw least air pressure: high up nothing is counted
   */
  public record TripLimits(
      long engineOnRaw,
      int everySeconds,
      int gapSeconds,
      int runGapSeconds,
      int tripSeconds,
      int fastSeconds,
      long fastRaw,
      long revsRaw,
      long airRaw) {
    static TripLimits read(LimitsBlock block) {
      return new TripLimits(
          Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
          block.whole("everySeconds", "s", 1, 60),
          block.whole("gapSeconds", "s", 1, DAY),
          block.whole("runGapSeconds", "s", 1, DAY),
          block.whole("tripSeconds", "s", 1, DAY),
          block.whole("fastSeconds", "s", 1, DAY),
          Words.atLeast(Signal.SPEED, block.number("fastKmh", "km/h", 1, 200)),
          Words.atLeast(Signal.ENGINE_SPEED, block.number("fastRpm", "rpm", 1, 5000)),
          Words.atLeast(Signal.BAROMETRIC_PRESSURE, block.number("airKpa", "kPa", 1, 110)));
    }
  }

  @Override
  public String id() {
    return "OBD-IUPR-FROZEN";
  }

  @Override
  public String unit() {
    return "cycles";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() == STREAM) {
      Stand stand = was.stand;
      return stand == null || item.second() - was.trip.at() < limits.trip.everySeconds
          ? was
          : drive(was.trip, stand, item, limits.trip, out, was);
    }
    ObdBlock block = item.type() == ObdBlock.TYPE ? item.block() : null;
    return block == null ? was : block(was, item, block, limits, out);
  }

  private static Memory drive(
      Trip trip, Stand stand, Reading item, TripLimits limits, Findings out, Memory was) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      out.notAssessable(Cause.ENGINE_UNKNOWN);
      return was;
    }
    if (item.raw(Signal.ENGINE_SPEED) < limits.engineOnRaw) {
      return trip.on() < 0 ? was : new Memory(Trip.NONE, stand);
    }
    out.assessed();
    Trip next = trip.next(item, limits);
    if (next.counted() || !next.counts(limits)) {
      return new Memory(next, stand.drive(item, 0));
    }
    return new Memory(next.done(), stand.drive(item, 1));
  }

  private static Memory block(Memory m, Reading item, ObdBlock block, Limits limits, Findings out) {
    if (!block.ratiosKnown()) {
      out.notAssessable(Cause.RATIO_UNKNOWN);
      return m;
    }
    Stand stand = m.stand;
    if (item.mil() != 0 || item.dtcCount() != 0) {
      out.notAssessable(Cause.RATIO_PAUSED);
      return stand == null ? m : new Memory(m.trip, stand.paused());
    }
    if (stand == null || stand.moved(block, limits.mostCycles)) {
      out.assessed();
      end(stand, out);
      return new Memory(Trip.counted(item.second()), Stand.begin(block, item));
    }
    Stand next = stand.next(block, item);
    if (next.cycles() == 0 && next.trips() >= limits.trips) {
      out.notAssessable(Cause.RATIO_UNKNOWN);
    } else {
      out.assessed();
    }
    boolean frozen = next.cycles() >= limits.cycles && next.trips() >= limits.trips;
    return new Memory(m.trip, next.told() == null && frozen ? tell(next, limits, out) : next);
  }

  private static Stand tell(Stand stand, Limits limits, Findings out) {
    Episode told = stand.episode(out.ruleSet(), stand.last(), limits.cycles * 1000L);
    out.open(told);
    return stand.told(told);
  }

  private static void end(@Nullable Stand stand, Findings out) {
    Episode told = stand == null ? null : stand.told();
    if (stand != null && told != null) {
      out.close(stand.episode(told.ruleSet(), told.peakAt(), told.limit()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.stand == null ? null : memory.stand.told();
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.RATIO_UNKNOWN, Cause.RATIO_PAUSED, Cause.ENGINE_UNKNOWN);
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        block.whole("cycles", "", 1, 10_000),
        block.whole("trips", "", 1, 10_000),
        block.whole("mostCycles", "", 1, 30_000),
        TripLimits.read(block));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String cycles = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "点火循环计数增加了%s次（限值%s次），其间有%d次应计数的行驶，而在用监测性能比（IUPR）的其余计数均未变化"
                .formatted(cycles, limit, episode.detail()),
            "the ignition counter grew by %s (limit %s) over %d trips that count, and no other monitoring counter (IUPR) moved"
                .formatted(cycles, limit, episode.detail()));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("IUPR计数停滞", "Monitoring counters frozen"),
        new Wording(
            "前后OBD信息块（灯灭且无故障码）中点火循环计数增加，其间数据流显示有足够多次满足通用分母条件的行驶，" + "而通用分母和全部监测的分子、分母都不变。",
            "OBD blocks (lamp off, no codes) whose ignition counter grows, with enough trips in the stream between them"
                + " that meet the conditions of the general denominator, while neither that nor any numerator or"
                + " denominator moves."),
        new Wording(
            "计数停滞说明诊断系统不再监测，可能被改写。",
            "Counters that stand still mean that the system no longer monitors: it may have been rewritten."),
        new Wording(
            "只有部分计数停滞的看不见；长期在海拔2400米以上或零下7℃以下行驶时计数本可不增（气压可见，环境温度不可见）；"
                + "灯亮或有故障码期间不计；点火循环计数本身也停滞时无法判定；两个控制单元交替应答时看不见。",
            "Counters of which only some stand still; below −7 °C nothing has to be counted, and the outside temperature is"
                + " not in the stream (air pressure is); time with the lamp on or with codes is left out; an ignition"
                + " counter that stands still too is not assessable; two controllers that answer in turn are not seen."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.trip.write(out);
    Stand.write(memory.stand, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(Trip.read(in), Stand.read(in));
  }
}
