package lantian.deploy.bench;

/**
 * How much of the labelled world is judged (评判计划).
 *
 * @param seed decides every truck; 1 to 99 are for choosing limits, the others for reporting
 * @param honestDays about so many days of honest trucks
 * @param faultyDays about so many days of faulty trucks
 * @param watched days for which each truck is watched
 * @param speedSeconds how long each rule's speed is measured
 */
public record JudgePlan(
    long seed, int honestDays, int faultyDays, int watched, double speedSeconds) {
  /** Seeds up to this one may choose limits. */
  public static final long LAST_TUNING_SEED = 99;

  /** What reports are made with. */
  public static final JudgePlan FULL = new JudgePlan(5_003, 10_500, 14_000, 14, 3);

  /** What limits are chosen with. */
  public static final JudgePlan TUNING = new JudgePlan(1, 5_000, 7_000, 14, 0.5);

  /** To see in half a minute that it works. */
  public static final JudgePlan SHORT = new JudgePlan(2_027, 400, 900, 14, 0.1);

  /** Trucks work on about this share of their days. */
  private static final double WORKED = 0.9;

  /** Checks the numbers. */
  public JudgePlan {
    if (seed < 1 || honestDays < 1 || faultyDays < 0 || watched < 7) {
      throw new IllegalArgumentException(
          "a plan has a seed from 1 on, days to judge, and trucks that are watched for a week");
    }
  }

  /** True if limits may be chosen with it: no truck of it is of the family that is held out. */
  public boolean tuning() {
    return seed <= LAST_TUNING_SEED;
  }

  int honestTrucks() {
    return (int) Math.ceil(honestDays / (watched * WORKED));
  }

  int faultyTrucks() {
    return (int) Math.ceil(faultyDays / (watched * WORKED));
  }
}
