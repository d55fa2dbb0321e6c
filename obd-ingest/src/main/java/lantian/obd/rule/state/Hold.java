package lantian.obd.rule.state;

import lantian.obd.rule.LimitsBlock;

/**
 * In which operation, and for how long, something has to go on before it is told (持续时限).
 *
 * @param duty when it is looked for
 * @param gapSeconds longest time between two items that counts
 * @param pauseSeconds longest time in which nothing is said before it is over
 * @param seconds time after which it is told
 */
public record Hold(Duty duty, int gapSeconds, int pauseSeconds, int seconds) {
  private static final int DAY = 86_400;

  public static Hold read(LimitsBlock block, boolean hot) {
    return new Hold(
        Duty.read(block, hot),
        block.whole("gapSeconds", "s", 1, DAY),
        block.whole("pauseSeconds", "s", 1, 31 * DAY),
        block.whole("holdSeconds", "s", 1, 31 * DAY));
  }

  /** True if nothing was said for too long. */
  public boolean over(long last, long now) {
    return now - last > pauseSeconds;
  }

  /** How much of the time between two items that said something counts. */
  public long counted(long last, long now) {
    return now - last <= gapSeconds ? now - last : 0;
  }

  /** The time after which it is told, thousandths of a minute. */
  public long minutes() {
    return Spell.minutes(seconds);
  }
}
