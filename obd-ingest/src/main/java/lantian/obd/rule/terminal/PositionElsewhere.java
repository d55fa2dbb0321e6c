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
 * The vehicle goes on driving where it can't have come (异地定位), {@code OBD-POSITION-ELSEWHERE}. See
 * spec clause 11.
 *
 * <p>Neither the odometer nor a low-loader, ferry or train in the time there was accounts for it,
 * and it lasts. An odometer that doesn't go on is another vehicle's and no witness.
 */
public final class PositionElsewhere
    implements Incident.Weighed<PositionElsewhere.Track, PositionElsewhere.Own> {
  private static final Track NONE = new Track(-1, -1, null, null, null);
  private static final int DAY = 86_400;

  /**
   * A position.
   *
   * @param second when
   * @param longitude microdegrees, east positive
   * @param latitude microdegrees, north positive
   * @param odometer raw word
   * @param verified true if the item is verified, and those before it at the same place
   */
  public record Fix(long second, long longitude, long latitude, long odometer, boolean verified) {
    static Fix of(Reading item, long odometer) {
      return new Fix(
          item.second(), Place.longitude(item), Place.latitude(item), odometer, item.verified());
    }

    boolean isAt(Fix other) {
      return longitude == other.longitude && latitude == other.latitude;
    }

    /** The lesser of both directions: far from the equator they differ. */
    long metres(Fix to) {
      return Math.min(
          Place.metres(longitude, latitude, to.longitude, to.latitude),
          Place.metres(to.longitude, to.latitude, longitude, latitude));
    }

    /** The next one on a way that has been verified so far. */
    Fix then(Fix next) {
      return verified || !next.verified
          ? next
          : new Fix(next.second, next.longitude, next.latitude, next.odometer, false);
    }

    void write(ByteBuffer out) {
      out.putLong(second).putLong(longitude).putLong(latitude).putLong(odometer);
      out.put((byte) (verified ? 1 : 0));
    }

    static Fix read(ByteBuffer in) {
      return new Fix(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
    }
  }

  /**
   * Where the vehicle is.
   *
   * @param from second since which the receiver has had positions without a gap, −1 if never
   * @param seen second of the last position looked at
   * @param here last position that is believed, null before the first
   * @param first first one elsewhere, null if there is none
   * @param last last one elsewhere, null if there is none
   */
  public record Track(
      long from, long seen, @Nullable Fix here, @Nullable Fix first, @Nullable Fix last) {}

  /**
   * Its own limits.
   *
   * @param everySeconds time between two positions that are looked at
   * @param gapSeconds longest time between two positions without a gap
   * @param settleSeconds time without a gap after which positions are believed
   * @param marginMetres distance that says nothing
   * @param carriedKmh greatest mean speed at which a vehicle is carried, from door to door
   * @param mostKmh greatest mean speed at which an odometer counts on
   * @param lastingRaw way elsewhere after which it is told, raw words
   * @param lastingSeconds time elsewhere after which it is
   * @param movedMetres how far from the first position elsewhere it has to be then: what navigation
   *     is disturbed with mostly stands still or circles
   */
  public record Own(
      int everySeconds,
      int gapSeconds,
      int settleSeconds,
      long marginMetres,
      long carriedKmh,
      long mostKmh,
      long lastingRaw,
      long lastingSeconds,
      long movedMetres) {
    /** True if the odometer went on from one to the other. */
    boolean counts(Fix from, Fix to) {
      long driven = to.odometer - from.odometer;
      return driven >= -1 && driven * 360 <= mostKmh * (to.second - from.second) + 3600;
    }

    /** True if the vehicle can have driven from one to the other. */
    boolean driven(Fix from, Fix to) {
      return from.metres(to) <= drivenMetres(from, to);
    }

    /** True if it can have driven there or have been carried. */
    boolean carried(Fix from, Fix to) {
      long carried = carriedKmh * 10 * (to.second - from.second);
      return from.metres(to) * 36 <= drivenMetres(from, to) * 36 + carried;
    }

    private long drivenMetres(Fix from, Fix to) {
      return marginMetres + 100 * Math.max(0, to.odometer - from.odometer + 1);
    }

    boolean lasts(Fix first, Fix now) {
      return now.odometer - first.odometer >= lastingRaw
          && now.second - first.second >= lastingSeconds
          && first.metres(now) >= movedMetres;
    }
  }

  @Override
  public String id() {
    return "OBD-POSITION-ELSEWHERE";
  }

  @Override
  public String unit() {
    return "km";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.POSITION_UNKNOWN, Cause.DISTANCE_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        block.whole("everySeconds", "s", 1, 3600),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("settleSeconds", "s", 1, DAY),
        Math.round(block.number("marginKm", "km", 0.1, 1000) * 1000),
        block.whole("carriedKmh", "km/h", 1, 1000),
        block.whole("mostKmh", "km/h", 1, 300),
        Words.atLeast(Signal.ODOMETER, block.number("lastingKm", "km", 0.1, 10_000)),
        block.whole("lastingSeconds", "s", 0, 31 * DAY),
        Math.round(block.number("movedKm", "km", 0.1, 1000) * 1000));
  }

  @Override
  public long limit(Own limits) {
    return limits.marginMetres;
  }

  @Override
  public Track initial() {
    return NONE;
  }

  @Override
  public Track next(Track was, Reading item, Own limits, Findings out) {
    long now = item.second();
    if (was.seen >= 0 && now - was.seen < limits.everySeconds) {
      return was;
    }
    long odometer = Odometer.raw(item);
    if (!Place.known(item) || odometer < 0) {
      if (Odometer.moves(item)) {
        out.notAssessable(odometer < 0 ? Cause.DISTANCE_UNKNOWN : Cause.POSITION_UNKNOWN);
      }
      return was;
    }
    long from = since(was, now, limits);
    if (now - from < limits.settleSeconds) {
      return new Track(from, now, was.here, was.first, was.last);
    }
    out.assessed();
    return looked(was, from, Fix.of(item, odometer), limits);
  }

  private static long since(Track was, long now, Own limits) {
    return was.seen >= 0 && now - was.seen <= limits.gapSeconds ? was.from : now;
  }

  private static Track looked(Track was, long from, Fix fix, Own limits) {
    long now = fix.second;
    Fix here = was.here;
    Fix first = was.first;
    Fix last = was.last;
    if (here == null || !limits.counts(last == null ? here : last, fix)) {
      return new Track(from, now, fix, null, null);
    }
    if (here.isAt(fix)) {
      // a stale position may be from before the vehicle was carried: it keeps its second
      return new Track(from, now, here, null, null);
    }
    if (limits.driven(here, fix)) {
      return new Track(from, now, fix, null, null);
    }
    if (first == null || last == null || !limits.driven(last, fix)) {
      return limits.carried(here, fix)
          ? new Track(from, now, fix, null, null)
          : new Track(from, now, here, fix, fix);
    }
    Fix then = last.then(fix);
    return limits.lasts(first, fix)
        ? new Track(from, now, fix, null, null)
        : new Track(from, now, here, first, then);
  }

  @Override
  public @Nullable Occurrence occurs(Track was, Reading item, Own limits) {
    Fix here = was.here;
    Fix first = was.first;
    Fix last = was.last;
    long odometer = Odometer.raw(item);
    long now = item.second();
    if (here == null
        || first == null
        || last == null
        || now - since(was, now, limits) < limits.settleSeconds) {
      return null;
    }
    Fix fix = Fix.of(item, odometer);
    boolean there = limits.counts(last, fix) && limits.driven(last, fix);
    if (!there || limits.driven(here, fix) || !limits.lasts(first, fix)) {
      return null;
    }
    boolean verified = here.verified && last.verified && fix.verified;
    return new Occurrence.Happened(first.second, now, here.metres(first), verified);
  }

  @Override
  public Wording phrase(Episode episode) {
    String away = Phrases.number(episode.peak());
    return new Wording(
        "定位一次变到%s km以外并在那里继续行驶，累计里程和所经时间都不足以到达".formatted(away),
        "the position went to a place %s km away and drove on there, where neither the odometer nor the time lets the vehicle have come"
            .formatted(away));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("异地定位", "Position elsewhere"),
        new Wording(
            "稳定的定位离开上一可信位置，距离超过余量、里程增量与最快运输速度乘时间三者之和；此后在异地行驶规定的里程和时间并移动规定的距离，其间的定位一直是车辆不可能到达的。里程须前后连续。",
            "Settled positions further from the last believed one than the margin, the growth of the odometer and the fastest"
                + " carriage in the time together, which then go on there for the given way and time, move about, and stay beyond"
                + " what the odometer accounts for; it has to count on throughout."),
        new Wording(
            "整体平移的定位与行驶同步，轨迹看不出异常，却使车辆看上去一直在外地。",
            "Positions shifted as a whole keep pace with the driving, so that nothing looks odd, and the vehicle seems to be elsewhere."),
        new Wording(
            "停车或中断时间长到足以被拖车、轮渡或火车运到的，不作线索，因此夜间停车后开始的平移多数看不见；安装之初就平移的看不见；里程不连续（终端换车）时不判定；长时间的区域性卫星定位干扰须由人排除；里程或定位缺失时无法判定。",
            "If the stop or gap was long enough for a low-loader, ferry or train, nothing is told, so that a shift that begins over night"
                + " mostly is not seen, nor one that was there from the start; an odometer that doesn't count on (the terminal moved to"
                + " another vehicle) is no witness; long interference with satellite navigation has to be"
                + " ruled out by a person; without odometer or position it is not assessable."));
  }

  @Override
  public void write(Track m, ByteBuffer out) {
    out.putLong(m.from).putLong(m.seen);
    fix(m.here, out);
    fix(m.first, out);
    fix(m.last, out);
  }

  private static void fix(@Nullable Fix fix, ByteBuffer out) {
    out.put((byte) (fix == null ? 0 : 1));
    if (fix != null) {
      fix.write(out);
    }
  }

  @Override
  public Track read(ByteBuffer in) {
    return new Track(in.getLong(), in.getLong(), fix(in), fix(in), fix(in));
  }

  private static @Nullable Fix fix(ByteBuffer in) {
    return in.get() == 0 ? null : Fix.read(in);
  }
}
