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
 * Tells of a {@link Gauge} that disagrees with the speed over several windows of way in a row, all
 * in one direction (里程不符). A window that agrees ends it. Only what lies between two items without a
 * gap is counted, on both sides alike.
 *
 * @param <L> the gauge's own limits
 */
public final class Disagreement<L> implements Rule<Disagreement.Memory, Disagreement.Limits<L>> {
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(Way.NONE, null);

  private final Gauge<L> gauge;

  public Disagreement(Gauge<L> gauge) {
    this.gauge = gauge;
  }

  /** The window that is being filled, and the streak that goes on if there is one. */
  public record Memory(Way way, @Nullable Streak streak) {}

  /**
   * Limits of a disagreement.
   *
   * @param window length of a window by the longer of both measures, units
   * @param morePct the gauge's way as a percentage of that by speed, above which it says more
   * @param lessPct the way by speed as a percentage of the gauge's, above which that says less
   * @param windows how many windows in a row
   * @param pauseSeconds longest time between two of them
   * @param gapSeconds longest time between two items over which way is counted
   * @param own the gauge's own
   */
  public record Limits<L>(
      long window,
      long morePct,
      long lessPct,
      int windows,
      long pauseSeconds,
      int gapSeconds,
      L own) {}

  @Override
  public String id() {
    return gauge.id();
  }

  @Override
  public String unit() {
    return "%";
  }

  @Override
  public Portrait portrait() {
    return gauge.portrait();
  }

  @Override
  public List<Cause> causes() {
    return gauge.causes();
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Limits<L> limits(LimitsBlock block) {
    return new Limits<>(
        Math.round(block.number("windowKm", "km", 0.1, 10_000) * 1000) * Way.UNIT,
        block.whole("morePct", "%", 101, 10_000),
        block.whole("lessPct", "%", 101, 10_000),
        block.whole("windows", "", 1, 1000),
        block.whole("pauseSeconds", "s", 1, 62 * DAY),
        block.whole("gapSeconds", "s", 1, DAY),
        gauge.limits(block));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits<L> limits, VehicleFacts facts, Findings out) {
    if (item.type() != ItemType.STREAM) {
      return was;
    }
    Streak streak = was.streak;
    if (streak != null && item.second() - streak.last() > limits.pauseSeconds) {
      streak = end(streak, out);
    }
    Way way = gauge.next(was.way, item, limits.gapSeconds, limits.own, out);
    if (way.longer() >= limits.window) {
      streak = weigh(streak, way, item.second(), limits, out);
      way = way.emptied();
    }
    return way == was.way && streak == was.streak ? was : new Memory(way, streak);
  }

  private @Nullable Streak weigh(
      @Nullable Streak was, Way way, long now, Limits<L> limits, Findings out) {
    boolean more = way.first() * 100 > way.second() * limits.morePct;
    boolean less = way.second() * 100 > way.first() * limits.lessPct;
    Streak kept = was;
    if (was != null && (was.more() ? !more : !less)) {
      kept = end(was, out);
    }
    if (!more && !less) {
      return null;
    }
    Streak next = Streak.with(kept, more, way, now);
    if (next.told() != null || next.windows() < limits.windows) {
      return next;
    }
    Episode told = next.episode(out.ruleSet(), 1000 * (more ? limits.morePct : limits.lessPct));
    out.open(told);
    return next.told(told);
  }

  private static @Nullable Streak end(Streak streak, Findings out) {
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
  public Wording wording(Episode episode, boolean closed) {
    Wording phrase = gauge.phrase(episode);
    return Phrases.span(episode, closed).with(phrase.zh(), phrase.en());
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.way.write(out);
    Streak.write(memory.streak, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(Way.read(in), Streak.read(in));
  }
}
