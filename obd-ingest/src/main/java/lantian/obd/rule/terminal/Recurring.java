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
 * Tells of an {@link Incident} once it happened often enough, each time soon enough after the one
 * before (反复事件判定); it ends when none followed for as long. So one odd moment accuses nobody, and a
 * vehicle at which it goes on has one finding, not many.
 *
 * @param <M> what the incident remembers
 * @param <L> the incident's own limits
 */
public final class Recurring<M, L> implements Rule<Recurring.Memory<M>, Recurring.Limits<L>> {
  private static final int DAY = 86_400;

  private final Incident<M, L> incident;
  private final Memory<M> none;

  public Recurring(Incident<M, L> incident) {
    this.incident = incident;
    this.none = new Memory<>(incident.initial(), null);
  }

  /** What the incident remembers, and the series that goes on if there is one. */
  public record Memory<M>(M own, @Nullable Series series) {}

  /**
   * Limits of a recurring incident.
   *
   * @param times how often it has to happen
   * @param spanSeconds longest time between one and the next
   * @param own the incident's own
   */
  public record Limits<L>(int times, long spanSeconds, L own) {}

  @Override
  public String id() {
    return incident.id();
  }

  @Override
  public String unit() {
    return incident instanceof Incident.Weighed<M, L> weighed ? weighed.unit() : "times";
  }

  @Override
  public Portrait portrait() {
    return incident.portrait();
  }

  @Override
  public List<Cause> causes() {
    return incident.causes();
  }

  @Override
  public Memory<M> initial() {
    return none;
  }

  @Override
  public Limits<L> limits(LimitsBlock block) {
    boolean once = incident instanceof Incident.Weighed<M, L>;
    return new Limits<>(
        once ? 1 : block.whole("times", "", 1, 1000),
        block.whole("spanSeconds", "s", 1, 62 * DAY),
        incident.limits(block));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory<M> step(
      Memory<M> was, Reading item, Limits<L> limits, VehicleFacts facts, Findings out) {
    if (item.type() != ItemType.STREAM) {
      return was;
    }
    Series series = was.series;
    if (series != null && item.second() - series.last() > limits.spanSeconds) {
      series = end(series, out);
    }
    M own = incident.next(was.own, item, limits.own, out);
    if (own != was.own) {
      series =
          switch (incident.occurs(was.own, item, limits.own)) {
            case null -> series;
            case Occurrence.Undone _ -> series == null ? null : end(series, out);
            case Occurrence.Happened one -> tell(Series.with(series, one), limits, out);
          };
    }
    return own == was.own && series == was.series ? was : new Memory<>(own, series);
  }

  private Series tell(Series series, Limits<L> limits, Findings out) {
    if (series.told() != null || series.count() < limits.times) {
      return series;
    }
    long limit =
        incident instanceof Incident.Weighed<M, L> weighed
            ? weighed.limit(limits.own)
            : limits.times * 1000L;
    Episode told = episode(series, out.ruleSet(), limit);
    out.open(told);
    return series.told(told);
  }

  private @Nullable Series end(Series series, Findings out) {
    Episode told = series.told();
    if (told != null) {
      out.close(episode(series, told.ruleSet(), told.limit()));
    }
    return null;
  }

  private Episode episode(Series series, String ruleSet, long limit) {
    return incident instanceof Incident.Weighed<M, L>
        ? series.weighed(ruleSet, limit)
        : series.counted(ruleSet, limit);
  }

  @Override
  public @Nullable Episode open(Memory<M> memory) {
    return memory.series == null ? null : memory.series.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    Wording phrase = incident.phrase(episode);
    return Phrases.span(episode, closed).with(phrase.zh(), phrase.en());
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory<M> memory, ByteBuffer out) {
    incident.write(memory.own, out);
    Series.write(memory.series, out);
  }

  @Override
  public Memory<M> read(ByteBuffer in) {
    return new Memory<>(incident.read(in), Series.read(in));
  }
}
