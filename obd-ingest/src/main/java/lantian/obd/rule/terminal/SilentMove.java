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
 * The vehicle drives while its terminal is silent (静默移动), {@code OBD-SILENT-MOVE}. See spec clause
 * 11.
 *
 * <p>A reissue within its 72 hours fills the gap: the day is judged again and what was told of it
 * is withdrawn.
 */
public final class SilentMove implements Incident<SilentMove.Silence, SilentMove.Own> {
  private static final Silence NONE = new Silence(-1, -1, -1, true, -1, -1, -1, true, -1);
  private static final int DAY = 86_400;

  /**
   * The last item, and a silence whose end waits for an odometer.
   *
   * @param at second of the last item, −1 if there was none
   * @param odometer last raw word
   * @param seen its second
   * @param verified true if the last item is verified
   * @param from last second before the silence, −1 if none waits
   * @param until first second after it
   * @param before raw word before it, −1 if there was none close to it
   * @param fromVerified true if the item before it is verified
   * @param end raw word at the end of the last way driven in silence, −1 if there was none since
   *     the odometer fell below one
   */
  public record Silence(
      long at,
      long odometer,
      long seen,
      boolean verified,
      long from,
      long until,
      long before,
      boolean fromVerified,
      long end) {
    /** With the silence that ends at this second, if one does. */
    Silence broken(long now, Own limits) {
      if (at < 0 || now - at < limits.silentSeconds) {
        return this;
      }
      long near = odometer >= 0 && at - seen <= limits.edgeSeconds ? odometer : -1;
      return new Silence(at, odometer, seen, verified, at, now, near, verified, end);
    }

    /** True if an odometer word at this second still tells where the silence ended. */
    boolean near(long now, Own limits) {
      return from >= 0 && now - until <= limits.edgeSeconds;
    }
  }

  /**
   * Its own limits.
   *
   * @param silentSeconds shortest silence
   * @param edgeSeconds longest time between an odometer word and the edge of the silence
   * @param leastRaw shortest way, raw words
   * @param mostKmh greatest mean speed that is believed
   */
  public record Own(int silentSeconds, int edgeSeconds, long leastRaw, int mostKmh) {
    boolean believes(long driven, long seconds) {
      return driven >= leastRaw && driven <= mostKmh * 10L * seconds / 3600 + 1;
    }
  }

  @Override
  public String id() {
    return "OBD-SILENT-MOVE";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.DISTANCE_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        block.whole("silentSeconds", "s", 60, 31 * DAY),
        block.whole("edgeSeconds", "s", 0, 3600),
        Words.atLeast(Signal.ODOMETER, block.number("leastKm", "km", 0.1, 10_000)),
        block.whole("mostKmh", "km/h", 1, 300));
  }

  @Override
  public Silence initial() {
    return NONE;
  }

  @Override
  public Silence next(Silence was, Reading item, Own limits, Findings out) {
    long now = item.second();
    long raw = Odometer.raw(item);
    Silence at = was.broken(now, limits);
    boolean near = at.near(now, limits);
    boolean waits = near && raw < 0;
    if (at.from >= 0 && !waits) {
      if (near && at.before >= 0) {
        out.assessed();
      } else {
        out.notAssessable(Cause.DISTANCE_UNKNOWN);
      }
    }
    return new Silence(
        now,
        raw < 0 ? at.odometer : raw,
        raw < 0 ? at.seen : now,
        item.verified(),
        waits ? at.from : -1,
        waits ? at.until : -1,
        waits ? at.before : -1,
        !waits || at.fromVerified,
        fell(was, raw) ? -1 : drove(at, raw, now, limits) ? raw : was.end);
  }

  private static boolean drove(Silence at, long raw, long now, Own limits) {
    return raw >= 0
        && at.before >= 0
        && at.near(now, limits)
        && limits.believes(raw - at.before, now - at.from);
  }

  /** Two sources in turn: what looked like a way was the difference between them. */
  private static boolean fell(Silence was, long raw) {
    return raw >= 0 && raw < was.end - 1;
  }

  @Override
  public @Nullable Occurrence occurs(Silence was, Reading item, Own limits) {
    long now = item.second();
    long raw = Odometer.raw(item);
    if (fell(was, raw)) {
      return Occurrence.UNDONE;
    }
    Silence at = was.broken(now, limits);
    return drove(at, raw, now, limits)
        ? new Occurrence.Happened(
            at.from,
            now,
            Words.milli(Signal.ODOMETER, raw - at.before),
            at.fromVerified && item.verified())
        : null;
  }

  @Override
  public Wording phrase(Episode episode) {
    String times = Phrases.number(episode.measured());
    String way = Phrases.number(episode.detail());
    return new Wording(
        "终端长时间无数据而车辆仍在行驶，共%s次，无数据期间里程合计增加%s km".formatted(times, way),
        "the terminal was silent for long while the vehicle drove, %s times, and the odometer grew by %s km unseen"
            .formatted(times, way));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("静默移动", "Driven in silence"),
        new Wording(
            "终端连续无数据超过规定时间，而前后累计里程的差值达到规定值且与所经时间相称；在规定时间内反复发生。",
            "Silences longer than the limit across which the odometer grew by at least the given way, no faster than a vehicle"
                + " can; again and again, each soon enough after the one before."),
        new Wording(
            "断电、屏蔽或拔下终端行驶，是逃避监控最简单的办法。",
            "To cut the power, shield or unplug the terminal is the simplest way to drive unseen."),
        new Wording(
            "终端存储丢失的通信中断外观相同，因此要求反复发生；补发到达后自动撤回；拖车、轮渡等里程不增的移动看不见；里程缺失时无法判定。",
            "An outage whose records the terminal lost looks the same, hence the repetition; a reissue withdraws it;"
                + " towing and ferries, which move no odometer, are not seen; without odometer it is not assessable."));
  }

  @Override
  public void write(Silence m, ByteBuffer out) {
    out.putLong(m.at).putLong(m.odometer).putLong(m.seen).put((byte) (m.verified ? 1 : 0));
    out.putLong(m.from).putLong(m.until).putLong(m.before).put((byte) (m.fromVerified ? 1 : 0));
    out.putLong(m.end);
  }

  @Override
  public Silence read(ByteBuffer in) {
    return new Silence(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        in.getLong());
  }
}
