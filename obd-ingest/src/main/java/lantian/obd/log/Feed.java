package lantian.obd.log;

import java.util.concurrent.Executor;

/**
 * One connection's way into its lane (连接写入口). Frames of a feed are stored in the order in which
 * they were appended.
 *
 * <p>Only the connection's event loop calls it. What is not final is guarded by the lane.
 */
public final class Feed {
  private final Intake lane;
  private final Executor executor;
  private final Hearing hearing;

  byte[] row;
  int rowNumber;
  int slot;
  long generation = -1;
  boolean rowIsNew;
  boolean waitsForRoom;

  /** What a feed is told, on its executor. */
  public interface Hearing {
    /**
     * The next frames in the order of appending are known to be stored by a majority, journaled.
     *
     * @param frames how many
     * @param oldestNanos {@link System#nanoTime()} when the first of them was appended
     */
    void stored(int frames, long oldestNanos);

    /** There is room again after an {@link Feed#append} that was refused. */
    void room();
  }

  Feed(Intake lane, Connection connection, Executor executor, Hearing hearing) {
    this.lane = lane;
    this.executor = executor;
    this.hearing = hearing;
    this.row = LogBody.row(connection);
  }

  /** From the next frame on the connection is described so, after a login for example. */
  public void identify(Connection connection) {
    lane.identify(this, LogBody.row(connection));
  }

  /**
   * Copies one frame into what the lane gathers.
   *
   * @param receivedMillis when its last byte came
   * @param mark 0 if the unit could be walked, else the code of the quarantine reason
   * @return false if the lane is full or has ended: nothing was taken, {@link Hearing#room} follows
   *     when there is room
   */
  public boolean append(long receivedMillis, int mark, byte[] bytes, int offset, int length) {
    return lane.append(this, receivedMillis, mark, bytes, offset, length);
  }

  /** Lets the lane take what has been appended; called once after the frames of a read. */
  public void flush() {
    lane.wake();
  }

  Executor executor() {
    return executor;
  }

  Hearing hearing() {
    return hearing;
  }
}
