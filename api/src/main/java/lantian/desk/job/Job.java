package lantian.desk.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An export that is being made, or was (导出任务).
 *
 * @param id opaque id
 * @param order what was asked for
 * @param state where it stands
 * @param rows rows there were when it was asked for
 * @param written rows written so far
 * @param bytes length of the file, 0 until it is there
 * @param created when it was asked for
 * @param started when the worker began it last, null before
 * @param ended when it ended, null before
 * @param fault why it failed, null unless it did
 * @param report the report whose it is, null if somebody asked for it himself
 */
public record Job(
    String id,
    JobOrder order,
    State state,
    long rows,
    long written,
    long bytes,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Fault fault,
    @Nullable String report) {
  /** Where a job stands (任务状态). */
  public enum State {
    /** Nobody has begun it. */
    WAITING,
    /** It is being made, or was when a process ended: then it is begun again. */
    RUNNING,
    /** The file can be fetched. */
    DONE,
    /** There will be no file. */
    FAILED,
    /** Its maker does not want it any more. */
    CANCELLED;

    /** True while there is still something to do. */
    public boolean open() {
      return this == WAITING || this == RUNNING;
    }
  }

  /** Why a job failed (失败原因). */
  public enum Fault {
    RIGHT_GONE("权限已变更或账号已停用", "The right to it has ended"),
    TOO_LARGE("文件超过上限，请缩小筛选范围", "The file is too large; narrow the filter"),
    STORE_FULL("导出存储已满，请稍后再试", "The store of exports is full; try again later"),
    BROKEN("导出过程中出错，请重试", "It failed on the way; try again");

    private final String zh;
    private final String en;

    Fault(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }

    /** The English words. */
    public String en() {
      return en;
    }
  }

  /** Rows a second since it was begun; null while nothing is known. */
  public @Nullable Double rate(Instant now) {
    Instant until = ended == null ? now : ended;
    if (started == null || written == 0 || !until.isAfter(started)) {
      return null;
    }
    return written * 1000.0 / Duration.between(started, until).toMillis();
  }

  /** Seconds until it may be ready at this rate; null while nothing is known, 0 at the end. */
  public @Nullable Long remaining(Instant now) {
    Double rate = rate(now);
    if (state != State.RUNNING || rate == null) {
      return state.open() ? null : Long.valueOf(0);
    }
    return Math.max(0, Math.round((rows - written) / rate));
  }
}
