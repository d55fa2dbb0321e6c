package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;

/**
 * Limits of {@link TerminalRemoved} (终端拆除限值).
 *
 * @param leastRaw shortest way that is a movement, raw words of the odometer
 * @param leastMetres the same by position
 * @param sumMilli way in all from which it is told, thousandths of a kilometre
 * @param spanSeconds longest time between one way and the next
 * @param mostKmh greatest mean speed that is believed
 * @param edgeSeconds longest time between a word and the edge of the silence that it speaks for
 * @param nearMetres distance within which the vehicle is where it last was
 * @param vainAlarms alarms without movement after which they mean nothing
 * @param recentWays how many of the last silent ways are looked back at
 * @param saidPct least share of them that alarms announced, percent
 * @param carriedTimes how often, if only positions show it or alarms have no place: a vehicle may
 *     be towed
 * @param noteSeconds how often is noted where the vehicle stands
 */
public record RemovalLimits(
    long leastRaw,
    long leastMetres,
    long sumMilli,
    long spanSeconds,
    int mostKmh,
    int edgeSeconds,
    int nearMetres,
    int vainAlarms,
    int recentWays,
    int saidPct,
    int carriedTimes,
    int noteSeconds) {
  private static final int DAY = 86_400;

  static RemovalLimits of(LimitsBlock block) {
    double least = block.number("leastKm", "km", 0.1, 1000);
    return new RemovalLimits(
        Words.atLeast(Signal.ODOMETER, least),
        Math.round(least * 1000),
        Math.round(block.number("sumKm", "km", 0.1, 10_000) * 1000),
        block.whole("spanSeconds", "s", 1, 62 * DAY),
        block.whole("mostKmh", "km/h", 1, 300),
        block.whole("edgeSeconds", "s", 0, 3600),
        block.whole("nearMetres", "m", 0, 100_000),
        block.whole("vainAlarms", "", 1, 100),
        block.whole("recentWays", "", 1, Recent.MOST),
        block.whole("saidPct", "%", 0, 100),
        block.whole("carriedTimes", "", 1, 100),
        block.whole("noteSeconds", "s", 1, 60));
  }
}
