package lantian.obd.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.log.LogBatch;

/**
 * Reads lanes from the log in the order in which their batches were received (日志回放), so that what
 * came in order over several lanes is projected nearly so.
 */
final class Replay {
  private static final int AT_ONCE = 8;

  private final Term term;
  private final RawLog log;
  private final Dispatch dispatch;
  private final Map<LaneFeed, ArrayDeque<LogBatch>> read = new HashMap<>();

  /** Takes batches to the partitions. */
  @FunctionalInterface
  interface Dispatch {
    void dispatch(LaneFeed feed, LogBatch batch) throws InterruptedException;
  }

  Replay(Term term, RawLog log, Dispatch dispatch) {
    this.term = term;
    this.log = log;
    this.dispatch = dispatch;
  }

  /**
   * Reads lanes until none has any more.
   *
   * @param mayGoDirect whether lanes of this process may then hand over what they store
   * @return true if anything was read
   */
  boolean exhaust(Collection<LaneFeed> feeds, boolean mayGoDirect) throws InterruptedException {
    boolean any = false;
    List<LaneFeed> left = new ArrayList<>(feeds);
    left.removeIf(LaneFeed::direct);
    while (true) {
      for (LaneFeed feed : List.copyOf(left)) {
        if (!fill(feed)) {
          left.remove(feed);
          feed.emptied(mayGoDirect);
        }
      }
      LaneFeed next = earliest(left);
      if (next == null) {
        return any;
      }
      any = true;
      dispatch.dispatch(next, queue(next).removeFirst());
    }
  }

  private boolean fill(LaneFeed feed) throws InterruptedException {
    ArrayDeque<LogBatch> queue = queue(feed);
    if (queue.isEmpty()) {
      LaneKey lane = feed.progress().lane();
      queue.addAll(term.insistOn(() -> log.lane(lane, feed.progress().next(), AT_ONCE)));
    }
    return !queue.isEmpty();
  }

  private ArrayDeque<LogBatch> queue(LaneFeed feed) {
    return read.computeIfAbsent(feed, f -> new ArrayDeque<>());
  }

  private @org.jspecify.annotations.Nullable LaneFeed earliest(List<LaneFeed> feeds) {
    LaneFeed earliest = null;
    long millis = Long.MAX_VALUE;
    for (LaneFeed feed : feeds) {
      long first = queue(feed).getFirst().entries().getFirst().receivedMillis();
      if (earliest == null || first < millis) {
        earliest = feed;
        millis = first;
      }
    }
    return earliest;
  }
}
