package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a {@link Followed} reading that moves from slice to slice without anything that the
 * engine does (读数与工况无关), over stretches in succession.
 */
public final class UnrelatedReading implements Rule<UnrelatedReading.Memory, FollowedLimits> {
  private static final int STREAM = 0x02;
  private static final Signal DRIVER = Signal.FUEL_RATE;
  private static final Memory NONE = new Memory(EngineTime.NONE, null, null, null, null);

  private final Followed followed;

  public UnrelatedReading(Followed followed) {
    this.followed = followed;
  }

  /**
   * What is remembered of a vehicle.
   *
   * @param engine since when the engine is on
   * @param slice slice under way, null before the first usable item
   * @param before whole slice right before it, null if there is none
   * @param stretch pairs of the stretch under way, null before its first
   * @param unrelated stretches without relation, null if the last had one
   */
  public record Memory(
      EngineTime engine,
      @Nullable Slice slice,
      @Nullable Slice before,
      @Nullable Coupling stretch,
      @Nullable Unrelated unrelated) {
    Memory with(EngineTime now) {
      return new Memory(now, slice, before, stretch, unrelated);
    }
  }

  @Override
  public String id() {
    return followed.id();
  }

  @Override
  public String unit() {
    return "min";
  }

  @Override
  public Portrait portrait() {
    return followed.portrait();
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public List<Cause> causes() {
    Followed.Driver second = followed.second();
    Stream<Cause> own =
        Stream.of(followed.lacking(), followed.saturated(), Cause.FUEL_UNKNOWN).distinct();
    return Duty.causes(
        true,
        Stream.concat(own, second == null ? Stream.of() : Stream.of(second.lacking())).toList());
  }

  @Override
  public FollowedLimits limits(LimitsBlock block) {
    return FollowedLimits.read(block, followed);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(
      Memory before, Reading item, FollowedLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return before;
    }
    Memory was = awake(before, item.second(), limits, out);
    Duty duty = limits.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    Sight sight = refusal == null ? look(item, limits) : refusal;
    if (sight instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (sight instanceof Sight.Shown) {
      out.assessed();
      return watch(was, engine, item, limits, out);
    }
    return engine == was.engine ? was : was.with(engine);
  }

  private Sight look(Reading item, FollowedLimits limits) {
    Signal hot = followed.hot();
    if (hot != null && !item.usable(hot)) {
      return Sight.unknown(Cause.TEMPERATURE_UNKNOWN);
    }
    if (hot != null && item.raw(hot) < limits.hotRaw()) {
      return Sight.APART;
    }
    if (item.saturated(followed.signal())) {
      return Sight.unknown(followed.saturated());
    }
    if (!item.usable(followed.signal())) {
      return Sight.unknown(followed.lacking());
    }
    if (!item.usable(DRIVER)) {
      return Sight.unknown(Cause.FUEL_UNKNOWN);
    }
    Followed.Driver second = followed.second();
    return second == null || item.usable(second.signal())
        ? Sight.THERE
        : Sight.unknown(second.lacking());
  }

  /** Begins anew after too long a silence. */
  private static Memory awake(Memory was, long now, FollowedLimits limits, Findings out) {
    if (was.slice == null || now - was.slice.last() <= limits.pauseSeconds()) {
      return was;
    }
    Unrelated.end(was.unrelated, out);
    return new Memory(was.engine, null, null, null, null);
  }

  private Memory watch(
      Memory was, EngineTime engine, Reading item, FollowedLimits limits, Findings out) {
    long now = item.second();
    Slice slice = was.slice;
    if (slice == null || now - slice.last() > limits.gapSeconds()) {
      // what was under way is left as it is: a slice has no holes, and a pair none between
      return new Memory(engine, begin(item), null, was.stretch, was.unrelated);
    }
    if (now - slice.start() < limits.sliceSeconds()) {
      return new Memory(engine, and(slice, item), was.before, was.stretch, was.unrelated);
    }
    if (slice.items() < limits.leastItems()) {
      return new Memory(engine, begin(item), null, was.stretch, was.unrelated);
    }
    Coupling stretch =
        was.before == null ? was.stretch : Coupling.and(was.stretch, was.before, slice);
    if (stretch == null || stretch.pairs() < limits.stretchPairs()) {
      return new Memory(engine, begin(item), slice, stretch, was.unrelated);
    }
    Unrelated unrelated = weigh(was.unrelated, stretch, limits, out);
    return new Memory(engine, begin(item), slice, null, unrelated);
  }

  private Slice begin(Reading item) {
    return and(new Slice(item.second(), item.second(), 0, 0, 0, 0, true), item);
  }

  private Slice and(Slice slice, Reading item) {
    Followed.Driver second = followed.second();
    return slice.and(
        item.second(),
        item.raw(DRIVER),
        second == null ? 0 : item.raw(second.signal()),
        item.raw(followed.signal()),
        item.verified());
  }

  /** A stretch is over; too little in it that varied says nothing. */
  private static @Nullable Unrelated weigh(
      @Nullable Unrelated was, Coupling stretch, FollowedLimits limits, Findings out) {
    if (!stretch.varied(limits.fuelRaw(), limits.readingRaw())) {
      return was;
    }
    Unrelated.Stretch over =
        new Unrelated.Stretch(
            stretch.start(),
            stretch.last(),
            limits.seconds(stretch.pairs()),
            stretch.explained(),
            stretch.verified());
    return Unrelated.weighed(was, over, limits.bounds(), out);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.unrelated == null ? null : memory.unrelated.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String minutes = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String most = Phrases.number(episode.detail());
    Wording phrase = followed.phrase();
    return Phrases.span(episode, closed)
        .with(
            phrase.zh().formatted(minutes, limit, most),
            phrase.en().formatted(minutes, limit, most));
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    Slice.write(memory.slice, out);
    Slice.write(memory.before, out);
    Coupling.write(memory.stretch, out);
    Unrelated.write(memory.unrelated, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        EngineTime.read(in), Slice.read(in), Slice.read(in), Coupling.read(in), Unrelated.read(in));
  }
}
