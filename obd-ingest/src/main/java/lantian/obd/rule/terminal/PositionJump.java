package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
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
 * The position jumps further than any vehicle drives, and stays there (定位跳变), {@code
 * OBD-POSITION-JUMP}. See spec clause 10.
 *
 * <p>The first positions after a start or a tunnel are let pass, and a single stray one is no jump.
 */
public final class PositionJump implements Incident<PositionJump.Track, PositionJump.Own> {
  private static final Track NONE = new Track(-1, -1, null, null);

  /** A position and when it was. */
  public record Fix(long second, long longitude, long latitude, boolean verified) {
    static Fix of(Reading item) {
      return new Fix(item.second(), Place.longitude(item), Place.latitude(item), item.verified());
    }

    boolean isAt(Fix other) {
      return longitude == other.longitude && latitude == other.latitude;
    }

    long metres(Fix to) {
      return Place.metres(longitude, latitude, to.longitude, to.latitude);
    }

    void write(ByteBuffer out) {
      out.putLong(second).putLong(longitude).putLong(latitude).put((byte) (verified ? 1 : 0));
    }

    static Fix read(ByteBuffer in) {
      return new Fix(in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
    }

    /** Writes a position or its absence; {@link #maybe} is the other way. */
    static void put(@Nullable Fix fix, ByteBuffer out) {
      out.put((byte) (fix == null ? 0 : 1));
      if (fix != null) {
        fix.write(out);
      }
    }

    static @Nullable Fix maybe(ByteBuffer in) {
      return in.get() == 0 ? null : read(in);
    }
  }

  /**
   * Where the vehicle is.
   *
   * @param from second since which the receiver has had positions without a gap, −1 if never
   * @param seen second of the last position
   * @param here last position that is believed, with the first second at which it was there; null
   *     before the first
   * @param there where it jumped to, with the second of the jump, null if it did not
   */
  public record Track(long from, long seen, @Nullable Fix here, @Nullable Fix there) {}

  /**
   * Its own limits.
   *
   * @param gapSeconds longest time between two positions without a gap
   * @param settleSeconds time without a gap after which positions are believed
   * @param marginMetres distance that is never a jump
   * @param mostKmh greatest speed
   * @param staySeconds time after which a jump is no stray position
   */
  public record Own(
      int gapSeconds, int settleSeconds, long marginMetres, long mostKmh, int staySeconds) {
    /** True if a vehicle can have come from one to the other. */
    boolean reaches(Fix from, Fix to) {
      // a microdegree is at most 0.1114 m, so that most seconds need no root
      long apart = Math.abs(to.longitude - from.longitude) + Math.abs(to.latitude - from.latitude);
      if (apart / 8 <= marginMetres) {
        return true;
      }
      return from.metres(to) * 36 <= marginMetres * 36 + mostKmh * 10 * (to.second - from.second);
    }

    boolean joined(Track was, long now) {
      return was.seen >= 0 && now - was.seen <= gapSeconds;
    }
  }

  @Override
  public String id() {
    return "OBD-POSITION-JUMP";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.POSITION_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        block.whole("gapSeconds", "s", 1, 86_400),
        block.whole("settleSeconds", "s", 1, 86_400),
        block.whole("marginMetres", "m", 1, 1_000_000),
        block.whole("mostKmh", "km/h", 1, 1000),
        block.whole("staySeconds", "s", 0, 86_400));
  }

  @Override
  public Track initial() {
    return NONE;
  }

  @Override
  public Track next(Track was, Reading item, Own limits, Findings out) {
    if (!Place.known(item)) {
      if (Odometer.moves(item)) {
        out.notAssessable(Cause.POSITION_UNKNOWN);
      }
      return was;
    }
    long now = item.second();
    long from = limits.joined(was, now) ? was.from : now;
    if (now - from < limits.settleSeconds) {
      return new Track(from, now, was.here, null);
    }
    out.assessed();
    Fix here = was.here;
    Fix fix = Fix.of(item);
    if (here != null && here.isAt(fix)) {
      // a stale position may be the last one before a tunnel: it keeps its second
      return new Track(from, now, here, null);
    }
    if (here == null || limits.reaches(here, fix)) {
      return new Track(from, now, fix, null);
    }
    Fix there = was.there;
    if (there == null || !limits.reaches(there, fix)) {
      return new Track(from, now, here, fix);
    }
    return now - there.second >= limits.staySeconds
        ? new Track(from, now, fix, null)
        : new Track(from, now, here, there);
  }

  @Override
  public @Nullable Occurrence occurs(Track was, Reading item, Own limits) {
    Fix here = was.here;
    Fix there = was.there;
    long now = item.second();
    if (here == null
        || there == null
        || !limits.joined(was, now)
        || now - there.second < limits.staySeconds) {
      return null;
    }
    Fix fix = Fix.of(item);
    return limits.reaches(here, fix) || !limits.reaches(there, fix)
        ? null
        : new Occurrence.Happened(
            there.second, now, here.metres(there), here.verified && there.verified && fix.verified);
  }

  @Override
  public Wording phrase(Episode episode) {
    String times = Phrases.number(episode.measured());
    return new Wording(
        "定位%s次跳到车辆不可能到达的远处并停留在那里，合计%s km".formatted(times, Phrases.number(episode.detail())),
        "the position jumped %s times to where no vehicle could have come so soon and stayed there, %s km together"
            .formatted(times, Phrases.number(episode.detail())));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("定位跳变", "Position jumps"),
        new Wording(
            "连续有效定位中，位移超过余量加最高车速与时间之积，并在新位置停留规定时间；反复发生。",
            "Among positions that are valid without a gap, one further from the last than the margin and the greatest speed"
                + " allow, and the next ones near it; again and again."),
        new Wording(
            "车辆不会瞬移：反复跳变说明定位被伪造，或数据来自另一处。",
            "Vehicles do not leap: jumps that come again mean a forged position or data from elsewhere."),
        new Wording(
            "起动后和出隧道后的首批定位、单个漂移点、停住不动的旧定位恢复更新、每分钟一条的补发不看；伪造的连续轨迹看不见；无有效定位时无法判定。",
            "The first positions after a start or a tunnel, stale ones that catch up, single stray ones and reissues thinned to one a minute are let"
                + " pass; a forged track without jumps is not seen; without valid positions it is not assessable."));
  }

  @Override
  public void write(Track m, ByteBuffer out) {
    out.putLong(m.from).putLong(m.seen);
    Fix.put(m.here, out);
    Fix.put(m.there, out);
  }

  @Override
  public Track read(ByteBuffer in) {
    return new Track(in.getLong(), in.getLong(), Fix.maybe(in), Fix.maybe(in));
  }
}
