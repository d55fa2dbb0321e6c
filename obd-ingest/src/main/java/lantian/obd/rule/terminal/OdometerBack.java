package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
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
 * The odometer falls and stays low (里程倒退), {@code OBD-ODOMETER-BACK}. See spec clauses 10 and 11,
 * and real-data 2.2.2 and 2.2.6: one poisoned word or two sources in turn are no proof.
 *
 * <p>The odometer is followed along a {@link Line}. A reading off the line begins another one,
 * which takes its place only after it went on for long without the old one being seen again.
 */
public final class OdometerBack implements Incident.Weighed<OdometerBack.Lines, OdometerBack.Own> {
  private static final Lines NONE = new Lines(null, null, null, -1);
  private static final int DAY = 86_400;

  /**
   * Readings each of which follows from the one before.
   *
   * @param start second of the first
   * @param first its raw word
   * @param raw the last one's
   * @param verified true if every item that moved it is verified
   */
  public record Line(long start, long first, long raw, boolean verified) {
    static Line begin(Reading item, long raw) {
      return new Line(item.second(), raw, raw, item.verified());
    }

    /** True if it may go on with this word: one step back is rounding. */
    boolean takes(long next, long stepRaw) {
      return next - raw >= -1 && next - raw <= stepRaw;
    }

    Line on(Reading item, long next) {
      return next == raw ? this : new Line(start, first, next, verified && item.verified());
    }

    long grown() {
      return raw - first;
    }
  }

  /**
   * Where the odometer stands.
   *
   * @param line believed, null before the first reading
   * @param other begun off the line and not confirmed, null if there is none
   * @param odd begun off both while the other one still waits to be seen again, null if none is
   * @param floor last word of the line before the believed one if that lay lower, −1 if it did not:
   *     to fall back there is to take turns, not to fall
   */
  public record Lines(@Nullable Line line, @Nullable Line other, @Nullable Line odd, long floor) {
    /** True if a word goes on with the line, which went as far as the other one meanwhile. */
    boolean isBack(long raw, Own limits) {
      long unseen = other == null ? 0 : other.grown();
      return line != null && line.takes(raw, limits.stepRaw + unseen);
    }
  }

  /**
   * Its own limits, raw words.
   *
   * @param fallMilli least fall, metres
   * @param fallRaw the same
   * @param stepRaw longest way between two readings of one line
   * @param wideRaw the same on the other line, which is not believed yet, so that it may be lost
   *     for longer
   * @param firmRaw way after which a line is believed
   * @param lastingRaw way after which a lower line is
   * @param lastingSeconds time after which it is
   */
  public record Own(
      long fallMilli,
      long fallRaw,
      long stepRaw,
      long wideRaw,
      long firmRaw,
      long lastingRaw,
      long lastingSeconds) {
    /** True if the other line, as it stands at this second, takes the place of the believed one. */
    boolean confirmed(Line line, Line other, long now) {
      return other.first > line.raw
          ? other.grown() >= firmRaw
          : other.grown() >= lastingRaw && now - other.start >= lastingSeconds;
    }
  }

  @Override
  public String id() {
    return "OBD-ODOMETER-BACK";
  }

  @Override
  public String unit() {
    return "km";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.DISTANCE_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    double fall = block.number("fallKm", "km", 0.2, 100_000);
    return new Own(
        Math.round(fall * 1000),
        Words.atLeast(Signal.ODOMETER, fall),
        Words.atMost(Signal.ODOMETER, block.number("stepKm", "km", 0.1, 1000)),
        Words.atMost(Signal.ODOMETER, block.number("wideKm", "km", 0.1, 1000)),
        Words.atLeast(Signal.ODOMETER, block.number("firmKm", "km", 0.1, 10_000)),
        Words.atLeast(Signal.ODOMETER, block.number("lastingKm", "km", 0.1, 10_000)),
        block.whole("lastingSeconds", "s", 0, 31 * DAY));
  }

  @Override
  public long limit(Own limits) {
    return limits.fallMilli;
  }

  @Override
  public Lines initial() {
    return NONE;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instance means that nothing changed
  public Lines next(Lines was, Reading item, Own limits, Findings out) {
    long raw = Odometer.raw(item);
    if (raw < 0) {
      if (Odometer.moves(item)) {
        out.notAssessable(Cause.DISTANCE_UNKNOWN);
      }
      return was;
    }
    out.assessed();
    Line line = was.line;
    if (line == null) {
      return new Lines(Line.begin(item, raw), null, null, -1);
    }
    if (was.isBack(raw, limits)) {
      return raw == line.raw && was.other == null
          ? was
          : new Lines(line.on(item, raw), null, null, was.floor);
    }
    Line other = was.other;
    if (other == null) {
      return new Lines(line, Line.begin(item, raw), null, was.floor);
    }
    if (!other.takes(raw, limits.wideRaw)) {
      return odd(was, item, raw, limits);
    }
    Line grown = other.on(item, raw);
    if (limits.confirmed(line, grown, item.second())) {
      return new Lines(grown, null, null, grown.first > line.raw ? line.raw : -1);
    }
    return grown == other && was.odd == null ? was : new Lines(line, grown, null, was.floor);
  }

  /** A reading off both lines: it takes the place of the other one once it has grown by itself. */
  @SuppressWarnings("ReferenceEquality") // the same instance means that nothing changed
  private static Lines odd(Lines was, Reading item, long raw, Own limits) {
    Line odd = was.odd;
    if (odd == null || !odd.takes(raw, limits.stepRaw)) {
      return new Lines(was.line, was.other, Line.begin(item, raw), was.floor);
    }
    Line grown = odd.on(item, raw);
    if (grown.grown() >= limits.firmRaw) {
      return new Lines(was.line, grown, null, was.floor);
    }
    return grown == odd ? was : new Lines(was.line, was.other, grown, was.floor);
  }

  @Override
  public @Nullable Occurrence occurs(Lines was, Reading item, Own limits) {
    long raw = Odometer.raw(item);
    Line line = was.line;
    Line other = was.other;
    if (line == null
        || other == null
        || was.isBack(raw, limits)
        || !other.takes(raw, limits.wideRaw)) {
      return null;
    }
    Line grown = other.on(item, raw);
    long fall = line.raw - grown.first;
    boolean known = line.grown() >= limits.firmRaw;
    boolean turn = was.floor >= 0 && grown.first >= was.floor - limits.stepRaw;
    if (fall < limits.fallRaw || !known || turn || !limits.confirmed(line, grown, item.second())) {
      return null;
    }
    return new Occurrence.Happened(
        grown.start,
        item.second(),
        Words.milli(Signal.ODOMETER, fall),
        line.verified && grown.verified);
  }

  @Override
  public Wording phrase(Episode episode) {
    String fall = Phrases.number(episode.peak());
    return new Wording(
        "累计里程倒退%s km，此后一直按较低的数值累加，未再回到原值".formatted(fall),
        "the odometer fell by %s km and went on from the lower reading without coming back"
            .formatted(fall));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("里程倒退", "Odometer ran backwards"),
        new Wording(
            "累计里程从已行驶确认过的数值跌落超过限值，并在较低的数值上又行驶了规定的里程和时间，其间从未回到原值。",
            "An odometer that falls by more than the limit from a reading along which it had grown, and then grows"
                + " for the given way and time from the lower one without the old one being seen again."),
        new Wording(
            "里程表回拨掩盖使用强度，按里程判断的反应剂消耗与维护要求随之失真。",
            "A reading that is turned back hides how much the vehicle is used, and falsifies all that is reckoned by distance."),
        new Wording(
            "更换仪表或里程来源后长期不再变回的，外观与回拨相同，须由人核实；两个来源轮流出现、单个异常值不算；回拨量小于限值、或在规定时间内又行驶到原值的看不见。",
            "A new instrument cluster, or a lasting change of the source, looks the same and has to be ruled out by a person;"
                + " two sources in turn and single odd words do not count; falls below the limit, or made up for within the time, are not seen."));
  }

  @Override
  public void write(Lines memory, ByteBuffer out) {
    line(memory.line, out);
    line(memory.other, out);
    line(memory.odd, out);
    out.putLong(memory.floor);
  }

  private static void line(@Nullable Line line, ByteBuffer out) {
    if (line == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(line.start).putLong(line.first).putLong(line.raw);
    out.put((byte) (line.verified ? 1 : 0));
  }

  @Override
  public Lines read(ByteBuffer in) {
    return new Lines(line(in), line(in), line(in), in.getLong());
  }

  private static @Nullable Line line(ByteBuffer in) {
    return in.get() == 0 ? null : new Line(in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
  }
}
