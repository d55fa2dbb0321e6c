package lantian.obd.store;

/**
 * How the batches of one lane reach the partitions (通道供给): read from the log until that is used up,
 * then, for a lane of this process, straight from the lane.
 */
final class LaneFeed {
  private final LaneProgress progress;
  private long seen = -1;
  private long waitingSince = Long.MAX_VALUE;
  private boolean emptied;
  private boolean own;
  private boolean direct;

  LaneFeed(LaneProgress progress) {
    this.progress = progress;
  }

  LaneProgress progress() {
    return progress;
  }

  /** True if the log was read to its end. */
  synchronized boolean emptied() {
    return emptied;
  }

  /** The log may have grown: it has to be read to its end once more. */
  synchronized void readOn() {
    emptied = false;
  }

  /** True if the lane hands its batches over itself. */
  synchronized boolean direct() {
    return direct;
  }

  /**
   * A lane of this process has stored a batch.
   *
   * @param receivedMillis when its first frame was received
   * @return true if the caller is to dispatch it; false if it was or will be read from the log
   */
  synchronized boolean offer(long sequence, long receivedMillis) {
    own = true;
    if (backlog() == 0) {
      waitingSince = receivedMillis;
    }
    seen = Math.max(seen, sequence);
    // A batch can be read from the log after it was stored and before its lane says so here.
    return direct && sequence >= progress.next();
  }

  /** Batches stored and not yet read from the log. */
  synchronized long backlog() {
    return direct ? 0 : Math.max(0, seen + 1 - progress.next());
  }

  /**
   * When a batch was received that is not read from the log yet, epoch ms, or a little before; only
   * of lanes of this process. MAX_VALUE if none waits.
   */
  synchronized long waitingSince() {
    return backlog() == 0 ? Long.MAX_VALUE : Math.max(waitingSince, progress.newestMillis());
  }

  /** The log has no further batch; from now on the lane may hand over what it stores. */
  synchronized void emptied(boolean mayGoDirect) {
    emptied = true;
    direct |= own && mayGoDirect && seen < progress.next();
  }
}
