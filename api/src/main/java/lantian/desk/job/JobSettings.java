package lantian.desk.job;

import java.time.Duration;

/**
 * Settings of export jobs (导出任务设置).
 *
 * @param directRows an export of more rows becomes a job
 * @param perPerson unfinished jobs that one person or program may have
 * @param keep how long a finished file can be fetched
 * @param keepReports the same for what a report has made: a month, so that nobody comes too late
 * @param fileBytes length of one file, at most
 * @param storeBytes length of all files that are kept, at most
 */
public record JobSettings(
    int directRows,
    int perPerson,
    Duration keep,
    Duration keepReports,
    long fileBytes,
    long storeBytes) {
  /** Refuses what could never work. */
  public JobSettings {
    if (directRows < 0 || perPerson < 1 || !keep.isPositive() || !keepReports.isPositive()) {
      throw new IllegalArgumentException(
          "exports need a bound of rows, one job a person and some time");
    }
    if (fileBytes < 1 || storeBytes < fileBytes) {
      throw new IllegalArgumentException("the store must hold one file");
    }
  }

  /** What holds if nothing is set. */
  public static JobSettings defaults() {
    return new JobSettings(
        5_000, 2, Duration.ofHours(24), Duration.ofDays(31), 512L << 20, 4L << 30);
  }

  /** How long the file of this job is kept. */
  public Duration keep(Job job) {
    return job.report() == null ? keep : keepReports;
  }
}
