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

/**
 * The path of the positions against the speed (定位轨迹与车速不符), {@code OBD-REGION}. See spec clause 11.
 *
 * <p>A position that is forged or stands still does not follow the vehicle. Legs at walking pace
 * are left out, because there the noise of the receiver would be a path of its own.
 */
public final class PositionGauge implements Gauge<PositionGauge.Own> {
  /**
   * Its own limits.
   *
   * @param legSeconds shortest time between two positions that make a leg
   * @param leastUnits shortest way by speed of a leg that counts, units
   * @param mostMetres longest leg between two positions that counts; what is longer is a jump
   */
  public record Own(int legSeconds, long leastUnits, long mostMetres) {}

  @Override
  public String id() {
    return "OBD-REGION";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.SPEED_UNKNOWN, Cause.POSITION_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        block.whole("legSeconds", "s", 1, 3600),
        block.whole("legMetres", "m", 0, 1_000_000) * Way.UNIT,
        block.whole("legMostMetres", "m", 1, 1_000_000));
  }

  @Override
  public Way next(Way was, Reading item, int gapSeconds, Own limits, Findings out) {
    if (!item.usable(Signal.SPEED)) {
      if (item.usable(Signal.ENGINE_SPEED) && item.raw(Signal.ENGINE_SPEED) > 0) {
        out.notAssessable(Cause.SPEED_UNKNOWN);
      }
      return was.broken();
    }
    if (!Place.known(item)) {
      if (Odometer.moves(item)) {
        out.notAssessable(Cause.POSITION_UNKNOWN);
      }
      return was.broken();
    }
    out.assessed();
    long now = item.second();
    long speed = item.raw(Signal.SPEED);
    boolean verified = was.verified() && item.verified();
    if (was.at() < 0 || now - was.at() > gapSeconds) {
      return leg(item, was.first(), was.second(), was.start(), verified);
    }
    long pending = was.pending() + was.driven(now, speed);
    if (now - was.since() < limits.legSeconds) {
      return new Way(
          now,
          speed,
          was.x(),
          was.y(),
          was.since(),
          pending,
          was.first(),
          was.second(),
          was.start(),
          verified);
    }
    long metres = Place.metres(was.x(), was.y(), Place.longitude(item), Place.latitude(item));
    if (pending < limits.leastUnits || metres > limits.mostMetres) {
      return leg(item, was.first(), was.second(), was.start(), verified);
    }
    return leg(
        item,
        was.first() + metres * Way.UNIT,
        was.second() + pending,
        was.start() < 0 ? was.since() : was.start(),
        verified);
  }

  /** A new leg begins at the item. */
  private static Way leg(Reading item, long first, long second, long start, boolean verified) {
    long now = item.second();
    return new Way(
        now,
        item.raw(Signal.SPEED),
        Place.longitude(item),
        Place.latitude(item),
        now,
        0,
        first,
        second,
        start,
        verified);
  }

  @Override
  public Wording phrase(Episode episode) {
    String apart = Phrases.number(Math.abs(episode.detail()));
    boolean more = episode.detail() > 0;
    return new Wording(
        "定位轨迹与车辆行驶不符：轨迹比车速累计出的路程%s%s km".formatted(more ? "长" : "短", apart),
        "the positions do not follow the vehicle: their path is %s km %s than the speed adds up to"
            .formatted(apart, more ? "longer" : "shorter"));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("定位异常", "Position unlike the driving"),
        new Wording(
            "车辆行驶时，有效定位连成的轨迹长度与车速积分连续若干段严重不符：定位停在一处，或轨迹远长于行驶路程。",
            "While the vehicle drives, the path of its valid positions and the integral of its speed differ grossly over several"
                + " windows: the position stands still, or its path is far longer than the way driven."),
        new Wording(
            "固定或伪造定位可以让车辆看上去不在限行区或不在本市。",
            "A fixed or forged position lets a vehicle seem to be outside a restricted zone or outside the city."),
        new Wording(
            "与真实行驶同步的伪造轨迹看不见；不保存常驻区域的历史；隧道内仍标为有效的旧定位不足以构成线索；无有效定位或车速时无法判定。",
            "A forged track that keeps pace with the driving is not seen, and no history of usual regions is kept; stale positions"
                + " in a tunnel are too short to be told; without valid positions or speed it is not assessable."));
  }
}
