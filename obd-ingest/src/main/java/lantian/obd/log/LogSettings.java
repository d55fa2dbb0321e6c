package lantian.obd.log;

import java.time.Duration;

/**
 * Limits and times of the raw log (日志设置).
 *
 * @param lanes lanes of a writer, each with one write in flight, 1–16
 * @param batchFrames most frames of a batch, 1–65,535; a lane gathers one batch while it writes
 *     another
 * @param batchBytes most bytes of a batch, 64 KiB – 12 MiB
 * @param writeTimeout after this a write counts as failed and is tried again with the same key
 * @param retryMin pause before the first retry; it doubles up to {@code retryMax}
 * @param retryMax longest pause between two tries
 * @param lease how long the writer number holds without renewal; longer than {@code renew}
 * @param renew how often the number is renewed, which also proves that majority writes work
 */
public record LogSettings(
    int lanes,
    int batchFrames,
    int batchBytes,
    Duration writeTimeout,
    Duration retryMin,
    Duration retryMax,
    Duration lease,
    Duration renew) {
  private static final int LEAST_BATCH = 64 << 10;

  /** Longest frame that fits the smallest batch, whatever its connection's row, bytes. */
  public static final int LONGEST_FRAME =
      LEAST_BATCH - LogBody.ROWS_HEAD - LogBody.LONGEST_ROW - LogBody.FRAME_HEAD;

  /** Refuses values that could not work. */
  public LogSettings {
    within("lanes", lanes, 1, 16);
    within("batchFrames", batchFrames, 1, 65_535);
    within("batchBytes", batchBytes, LEAST_BATCH, 12 << 20);
    within("writeTimeout", writeTimeout.toMillis(), 100, 600_000);
    within("retryMin", retryMin.toMillis(), 1, 60_000);
    within("retryMax", retryMax.toMillis(), retryMin.toMillis(), 60_000);
    within("renew", renew.toMillis(), 50, 600_000);
    within("lease", lease.toMillis(), 2 * renew.toMillis(), 3_600_000);
  }

  /** What holds unless somebody sets it. */
  public static LogSettings defaults() {
    return new LogSettings(
        2,
        4096,
        1 << 20,
        Duration.ofSeconds(10),
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ofSeconds(2));
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between " + least + " and " + most);
    }
  }
}
