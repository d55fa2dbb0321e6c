package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ItemType;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The vehicle drives after its terminal said that it was removed (终端拆除后行驶), {@code
 * OBD-TERMINAL-REMOVED}. See spec clauses 7.12 and 11.
 *
 * <p>Some terminals say so at every stop of the engine: alarms without movement speak for the
 * vehicle, and after a few of them the next one with movement counts nothing.
 */
public final class TerminalRemoved implements Rule<TerminalRemoved.Memory, RemovalLimits> {
  private static final Memory NONE = new Memory(null, null, 0, Recent.NONE, 0, -1, null);

  /**
   * What is remembered.
   *
   * @param stand where the vehicle stood, null before its first item
   * @param removal an alarm of which it is not known yet what it comes to, null if there is none
   * @param vain alarms without movement that none with movement outweighs
   * @param recent which of the last silent ways an alarm announced
   * @param carried how many of the series only positions show, or an alarm without a place
   * @param end odometer at the end of the last way, −1 if there is none
   * @param series ways that go on, null if there is none
   */
  public record Memory(
      @Nullable Whereabouts stand,
      @Nullable Removal removal,
      int vain,
      Recent recent,
      int carried,
      long end,
      @Nullable Series series) {
    Memory standing(Reading item) {
      return new Memory(Whereabouts.with(stand, item), null, vain, recent, carried, end, series);
    }

    Memory awaiting(@Nullable Removal next) {
      return new Memory(stand, next, vain, recent, carried, end, series);
    }

    Memory drove(boolean said, RemovalLimits limits) {
      Recent next = recent.with(said, limits.recentWays());
      return new Memory(stand, removal, vain, next, carried, end, series);
    }

    Memory over() {
      return new Memory(stand, removal, vain, recent, 0, -1, null);
    }
  }

  @Override
  public String id() {
    return "OBD-TERMINAL-REMOVED";
  }

  @Override
  public String unit() {
    return "km";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.MOVEMENT_UNKNOWN);
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public RemovalLimits limits(LimitsBlock block) {
    return RemovalLimits.of(block);
  }

  @Override
  public Memory step(
      Memory was, Reading item, RemovalLimits limits, VehicleFacts facts, Findings out) {
    int type = item.type();
    if (type != ItemType.STREAM && type != ItemType.REMOVAL) {
      return was;
    }
    Series series = was.series;
    boolean over = series != null && item.second() - series.last() > limits.spanSeconds();
    Memory m = over ? ended(was, out) : was;
    return type == ItemType.REMOVAL ? raised(m, item, limits, out) : driving(m, item, limits, out);
  }

  /** An alarm that anybody can have sent says nothing of a vehicle whose items are proven. */
  private static Memory raised(Memory m, Reading alarm, RemovalLimits limits, Findings out) {
    Whereabouts stand = m.stand;
    if (m.removal != null || (stand != null && stand.verified() && !alarm.verified())) {
      return m;
    }
    Removal removal = stand == null ? null : Removal.raised(alarm, stand, limits);
    if (removal == null || !removal.said()) {
      out.notAssessable(Cause.MOVEMENT_UNKNOWN);
    }
    return m.awaiting(removal);
  }

  private static Memory driving(Memory was, Reading item, RemovalLimits limits, Findings out) {
    Memory m = was.end >= 0 ? notFallen(was, item, out) : was;
    Removal removal = m.removal == null ? Removal.unsaid(m.stand, item, limits) : m.removal;
    if (removal == null) {
      Whereabouts stand = m.stand;
      boolean noted = stand != null && item.second() - stand.at() < limits.noteSeconds();
      return noted ? m : m.standing(item);
    }
    Removal now = removal.waiting(item, limits);
    Removal.Outcome outcome = now.outcome(item, limits);
    if (outcome == null) {
      return now.equals(m.removal) ? m : m.awaiting(now);
    }
    return (now.said()
            ? said(m, now, outcome, item.second(), limits, out)
            : unsaid(m, outcome, limits))
        .standing(item);
  }

  /** What a silence without one came to: only a way is kept in mind. */
  private static Memory unsaid(Memory m, Removal.Outcome outcome, RemovalLimits limits) {
    return outcome instanceof Removal.Way ? m.drove(false, limits) : m;
  }

  /** What an alarm came to. */
  private static Memory said(
      Memory m,
      Removal removal,
      Removal.Outcome outcome,
      long now,
      RemovalLimits limits,
      Findings out) {
    return switch (outcome) {
      case Removal.Unknown unknown -> {
        out.notAssessable(Cause.MOVEMENT_UNKNOWN);
        yield unknown.here() ? vain(m, limits, out) : m;
      }
      case Removal.Still _ -> {
        out.assessed();
        yield vain(m, limits, out);
      }
      case Removal.Way way -> {
        out.assessed();
        yield moved(m.drove(true, limits), removal, way, now, limits, out);
      }
    };
  }

  /** Two sources in turn: what looked like a way was the difference between them. */
  private static Memory notFallen(Memory m, Reading item, Findings out) {
    long raw = Odometer.raw(item);
    if (raw < 0 || raw >= m.end - 1) {
      return m;
    }
    return ended(m, out);
  }

  private static Memory vain(Memory m, RemovalLimits limits, Findings out) {
    int vain = Math.min(m.vain + 1, limits.vainAlarms());
    Memory next = vain == limits.vainAlarms() ? ended(m, out) : m;
    return new Memory(
        next.stand, next.removal, vain, next.recent, next.carried, next.end, next.series);
  }

  private static Memory moved(
      Memory m, Removal removal, Removal.Way way, long now, RemovalLimits limits, Findings out) {
    int left = Math.max(0, m.vain - 1);
    if (m.vain >= limits.vainAlarms()) {
      return new Memory(m.stand, m.removal, left, m.recent, m.carried, m.end, m.series);
    }
    long end = way.odometer() < 0 ? m.end : way.odometer();
    boolean vague = way.odometer() < 0 || removal.notice() == Notice.VAGUE;
    int carried = m.carried + (vague ? 1 : 0);
    Series series =
        Series.with(
            m.series, new Occurrence.Happened(removal.from(), now, way.milli(), way.verified()));
    boolean driven = series.count() > carried || series.count() >= limits.carriedTimes();
    boolean announced = m.recent.saidPct() >= limits.saidPct();
    if (series.told() == null && driven && announced && series.sum() >= limits.sumMilli()) {
      Episode told = series.summed(out.ruleSet(), limits.sumMilli());
      out.open(told);
      series = series.told(told);
    }
    return new Memory(m.stand, m.removal, left, m.recent, carried, end, series);
  }

  private static Memory ended(Memory m, Findings out) {
    Series series = m.series;
    Episode told = series == null ? null : series.told();
    if (series != null && told != null) {
      out.close(series.summed(told.ruleSet(), told.limit()));
    }
    return m.over();
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.series == null ? null : memory.series.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String times = Phrases.number(episode.detail());
    String way = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "终端发出拆除报警%s次，每次报警所在的断报期间车辆仍在行驶，合计%s km（限值%s km）".formatted(times, way, limit),
            "the terminal said %s times that it was removed, and each time the vehicle drove in the silence around it, %s km together (limit %s km)"
                .formatted(times, way, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("终端拆除后行驶", "Driven after removal"),
        new Wording(
            "终端拆除报警（0x06）发出时车辆的里程或位置，与此后首次收到车辆数据时相比：里程增加（里程缺失时位置移动）达到规定值即为一次；"
                + "规定时间内合计达到限值，且近期断报期间有行驶的多数由报警开始，即提示。只凭位置移动的，或报警较晚且不含位置的，须达到规定次数。",
            "Odometer, or without one position, when a removal alarm (0x06) was raised, against the first data of the"
                + " vehicle after it: a way of at least the limit counts, and is told once the ways add up to another,"
                + " each soon enough after the one before, and most of the last ways in silence began with an alarm."
                + " Positions alone, or alarms that came later and do not say where, have to show it several times."),
        new Wording(
            "拔下终端后行驶，排放无人可见；报警与行驶互相印证，单独任何一项都不作数。",
            "A vehicle that drives without its terminal is seen by nobody; alarm and way bear each other out, and neither"
                + " counts alone."),
        new Wording(
            "有的终端每次熄火都报拆除：报警后未行驶的记为常态，连续几次后下一次有行驶的也不计；多数断报不由报警开始的，视为偶合；"
                + "断报行驶之后才发出的报警不算其开始；报警时里程和位置都不明、断报期间换过里程表的无法判定；报警后数据照常的视为未拆除；没有里程的车辆被拖走与行驶看上去一样；发送者未核验的报警不用于已核验的车辆。",
            "Some terminals send the alarm at every stop of the engine: alarms without a way are taken as its habit, and after"
                + " a few of them one with a way does not count. Where most silent ways begin without an alarm, one with it is"
                + " taken as chance, and an alarm from elsewhere, later, did not begin a silence. If neither odometer nor"
                + " position is known at the alarm, or the odometer was replaced, it is not assessable. An alarm behind which"
                + " the data goes on is no removal. A vehicle without odometer that is towed looks driven. An unproven alarm is not held against a proven vehicle."));
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    Whereabouts.write(m.stand, out);
    Removal.write(m.removal, out);
    out.putInt(m.vain);
    m.recent.write(out);
    out.putInt(m.carried).putLong(m.end);
    Series.write(m.series, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        Whereabouts.read(in),
        Removal.read(in),
        in.getInt(),
        Recent.read(in),
        in.getInt(),
        in.getLong(),
        Series.read(in));
  }
}
