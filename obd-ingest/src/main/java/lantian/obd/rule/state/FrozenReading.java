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
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a {@link Watched} reading that stays in a narrow band for long while the fuel rate says
 * that the load changed (读数停滞). One reading outside the band ends it.
 */
public final class FrozenReading implements Rule<FrozenReading.Memory, FrozenReading.Limits> {
  private static final int STREAM = 0x02;
  private static final int DAY = 86_400;
  private static final Signal DRIVER = Signal.FUEL_RATE;
  private static final Memory NONE = new Memory(EngineTime.NONE, null);

  private final Watched watched;

  public FrozenReading(Watched watched) {
    this.watched = watched;
  }

  /** Engine, and the stillness that goes on if there is one. */
  public record Memory(EngineTime engine, @Nullable Stillness still) {}

  /**
   * Limits of a frozen reading.
   *
   * @param hold when it is watched, and the time after which it is told
   * @param bandRaw width of the band, raw words
   * @param drivenRaw how far the fuel rate must have moved, raw words
   * @param rests how many rests it must have spanned, 0 if that is not asked
   * @param restSeconds shortest time without the engine that is a rest
   */
  public record Limits(Hold hold, long bandRaw, long drivenRaw, int rests, int restSeconds) {}

  @Override
  public String id() {
    return watched.id();
  }

  @Override
  public String unit() {
    return "min";
  }

  @Override
  public Portrait portrait() {
    return watched.portrait();
  }

  @Override
  public List<Cause> causes() {
    List<Cause> own =
        Stream.of(watched.lacking(), watched.saturated(), Cause.FUEL_UNKNOWN).distinct().toList();
    return Duty.causes(watched.hot(), own);
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Limits limits(LimitsBlock block) {
    String unit = watched.signal().unit();
    return new Limits(
        Hold.read(block, watched.hot()),
        Words.apart(watched.signal(), block.number("band", unit, 0, 100)),
        Words.apart(DRIVER, block.number("fuelSpreadLph", "L/h", 0.05, 100)),
        watched.acrossRests() ? block.whole("rests", "", 1, 100) : 0,
        watched.acrossRests() ? block.whole("restSeconds", "s", 1, 31 * DAY) : 31 * DAY);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Stillness still = was.still;
    if (still != null && limits.hold.over(still.last(), item.second())) {
      still = end(still, out);
    }
    Duty duty = limits.hold.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    Sight sight = refusal == null ? look(item) : refusal;
    if (sight instanceof Sight.Unknown(Cause cause)) {
      out.notAssessable(cause);
    } else if (sight instanceof Sight.Shown) {
      out.assessed();
      still = watch(still, item, limits, out);
    }
    return engine == was.engine && still == was.still ? was : new Memory(engine, still);
  }

  private Sight look(Reading item) {
    if (item.saturated(watched.signal())) {
      return Sight.unknown(watched.saturated());
    }
    if (!item.usable(watched.signal())) {
      return Sight.unknown(watched.lacking());
    }
    return item.usable(DRIVER) ? Sight.THERE : Sight.unknown(Cause.FUEL_UNKNOWN);
  }

  private Stillness watch(@Nullable Stillness was, Reading item, Limits limits, Findings out) {
    long raw = item.raw(watched.signal());
    long driver = item.raw(DRIVER);
    if (was == null) {
      return Stillness.begin(item, raw, driver);
    }
    long seconds = limits.hold.counted(was.last(), item.second());
    boolean rested = item.second() - was.last() >= limits.restSeconds;
    Stillness next = was.next(item, raw, driver, seconds, rested);
    if (next.band() > limits.bandRaw) {
      end(was, out);
      return Stillness.begin(item, raw, driver);
    }
    boolean lasting =
        next.seconds() >= limits.hold.seconds()
            && next.driven() >= limits.drivenRaw
            && next.rests() >= limits.rests;
    return next.told() == null && lasting ? tell(next, limits, out) : next;
  }

  private Stillness tell(Stillness still, Limits limits, Findings out) {
    Episode told = episode(still, out.ruleSet(), limits.hold.minutes());
    out.open(told);
    return still.told(told);
  }

  private @Nullable Stillness end(Stillness still, Findings out) {
    Episode told = still.told();
    if (told != null) {
      out.close(episode(still, told.ruleSet(), told.limit()));
    }
    return null;
  }

  private Episode episode(Stillness still, String ruleSet, long limit) {
    return still.episode(ruleSet, limit, Words.milli(watched.signal(), still.first()));
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.still == null ? null : memory.still.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String at = Phrases.number(episode.detail());
    String minutes = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    Wording phrase = watched.phrase();
    return Phrases.span(episode, closed)
        .with(phrase.zh().formatted(at, minutes, limit), phrase.en().formatted(at, minutes, limit));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    Stillness.write(memory.still, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineTime.read(in), Stillness.read(in));
  }
}
