package lantian.obd.rule.terminal;

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

/**
 * The odometer against the speed (里程与车速积分不符), {@code OBD-ODOMETER-UNLIKE-SPEED}. See spec clause
 * 10.
 *
 * <p>Steps back count as they are, so that two sources a little apart, taken in turn, add nothing.
 */
public final class OdometerGauge implements Gauge<OdometerGauge.Own> {
  /** Units in one word of 0.1 km. */
  private static final long WORD = 100 * Way.UNIT;

  /**
   * Its own limit.
   *
   * @param stepRaw greatest difference of two words in a row that is a way
   */
  public record Own(long stepRaw) {}

  @Override
  public String id() {
    return "OBD-ODOMETER-UNLIKE-SPEED";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.SPEED_UNKNOWN, Cause.DISTANCE_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(Words.atMost(Signal.ODOMETER, block.number("stepKm", "km", 0.1, 1000)));
  }

  @Override
  public Way next(Way was, Reading item, int gapSeconds, Own limits, Findings out) {
    if (!item.usable(Signal.SPEED)) {
      if (item.usable(Signal.ENGINE_SPEED) && item.raw(Signal.ENGINE_SPEED) > 0) {
        out.notAssessable(Cause.SPEED_UNKNOWN);
      }
      return was.broken();
    }
    long raw = Odometer.raw(item);
    long speed = item.raw(Signal.SPEED);
    if (raw < 0) {
      if (speed > 0) {
        out.notAssessable(Cause.DISTANCE_UNKNOWN);
      }
      return was.broken();
    }
    out.assessed();
    long now = item.second();
    long step = raw - was.x();
    boolean counts =
        was.at() >= 0 && now - was.at() <= gapSeconds && Math.abs(step) <= limits.stepRaw;
    return new Way(
        now,
        speed,
        raw,
        0,
        now,
        0,
        was.first() + (counts ? step * WORD : 0),
        was.second() + (counts ? was.driven(now, speed) : 0),
        counts && was.start() < 0 ? was.at() : was.start(),
        was.verified() && item.verified());
  }

  @Override
  public Wording phrase(Episode episode) {
    String apart = Phrases.number(Math.abs(episode.detail()));
    String ratio = Phrases.number(episode.measured());
    boolean more = episode.detail() > 0;
    return new Wording(
        "累计里程的增长比车速累计出的路程%s%s km，两者之比%s %%".formatted(more ? "多" : "少", apart, ratio),
        "the odometer grew by %s km %s than the speed adds up to, a ratio of %s %%"
            .formatted(apart, more ? "more" : "less", ratio));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("里程与车速积分不符", "Odometer unlike speed"),
        new Wording(
            "在连续有数据的行驶中，累计里程的增长与车速积分之比连续若干段超出限值，方向一致。",
            "Over several windows of driving without gaps, the growth of the odometer and the integral of the speed differ by"
                + " more than the limit, always in one direction."),
        new Wording(
            "两者出自同一辆车，应当一致：不一致说明里程或车速被改动、模拟或停更。",
            "Both are of one vehicle and must agree: if not, one of them is altered, emulated or dead."),
        new Wording(
            "里程与车速一起改动看不见；缺数据期间的路程两边都不计；车速或里程缺失时无法判定。",
            "Both altered alike is not seen; what was driven in gaps counts on neither side; without speed or odometer it is not"
                + " assessable."));
  }
}
