package lantian.deploy.demo;

import java.time.Duration;

/**
 * Size of a demo city.
 *
 * @param seed decides every modelled truck
 * @param trucks ordinary trucks, 0 to 400
 * @param past what each of them sends of the past
 */
public record Plan(long seed, int trucks, Duration past) {
  /** 400 trucks with an hour of past. */
  public static final Plan ORDINARY = new Plan(20_231, 400, Duration.ofHours(1));

  /** Checks the number of trucks. */
  public Plan {
    if (trucks < 0 || trucks > 400 || past.isNegative()) {
      throw new IllegalArgumentException("a demo city has 0 to 400 trucks and a past");
    }
  }
}
