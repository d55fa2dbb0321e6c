package lantian.deploy.bench;

import java.time.Duration;

/**
 * How long what is measured (计时).
 *
 * @param warmUp before the first run of a shape
 * @param run one run
 * @param runs runs per shape
 * @param othersLimit cores that others may use; a run with more is repeated
 * @param mostRepeats how often it is repeated before it is kept with its mark
 */
record Timing(Duration warmUp, Duration run, int runs, double othersLimit, int mostRepeats) {
  /** For figures that are to be quoted. */
  static final Timing FULL = new Timing(Duration.ofSeconds(20), Duration.ofSeconds(15), 3, 0.2, 3);

  /** To see in seconds that everything works. */
  static final Timing QUICK = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 2, 0);
}
