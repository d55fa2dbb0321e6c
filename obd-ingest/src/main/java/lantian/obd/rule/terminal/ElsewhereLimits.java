package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;

/**
 * Limits of {@link PositionElsewhere} (异地定位限值).
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
public record ElsewhereLimits(
    int everySeconds,
    int gapSeconds,
    int settleSeconds,
    long marginMetres,
    long carriedKmh,
    long mostKmh,
    long lastingRaw,
    long lastingSeconds,
    long movedMetres) {
  private static final int DAY = 86_400;

  static ElsewhereLimits of(LimitsBlock block) {
    return new ElsewhereLimits(
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

  /** True if the odometer went on from one to the other. */
  boolean counts(MeteredFix from, MeteredFix to) {
    return from.counts(to, mostKmh);
  }

  /** True if the vehicle can have driven from one to the other. */
  boolean driven(MeteredFix from, MeteredFix to) {
    return from.metres(to) <= from.drivenMetres(to, marginMetres);
  }

  /** True if it can have driven there or have been carried. */
  boolean carried(MeteredFix from, MeteredFix to) {
    long carried = carriedKmh * 10 * (to.second() - from.second());
    return from.metres(to) * 36 <= from.drivenMetres(to, marginMetres) * 36 + carried;
  }

  boolean lasts(MeteredFix first, MeteredFix now) {
    return now.odometer() - first.odometer() >= lastingRaw
        && now.second() - first.second() >= lastingSeconds
        && first.metres(now) >= movedMetres;
  }
}
