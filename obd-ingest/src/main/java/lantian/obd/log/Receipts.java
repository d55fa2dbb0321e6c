package lantian.obd.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Who is to hear that a batch is stored, and for how many frames each (批次回执). */
final class Receipts {
  private static final int INITIAL = 16;

  private Feed[] feeds = new Feed[INITIAL];
  private int[] counts = new int[INITIAL];
  private long[] since = new long[INITIAL];
  private int size;

  /** Adds a feed and gives the place of its count. */
  int open(Feed feed) {
    if (size == feeds.length) {
      feeds = Arrays.copyOf(feeds, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      since = Arrays.copyOf(since, size * 2);
    }
    feeds[size] = feed;
    since[size] = System.nanoTime();
    return size++;
  }

  void count(int slot) {
    counts[slot]++;
  }

  /** Tells every feed; one task per executor, however many feeds it has. */
  void send() {
    List<Executor> told = new ArrayList<>(4);
    for (int i = 0; i < size; i++) {
      Executor executor = feeds[i].executor();
      if (!told.contains(executor)) {
        told.add(executor);
        submit(executor, i);
      }
    }
  }

  private void submit(Executor executor, int from) {
    try {
      executor.execute(() -> tell(executor, from));
    } catch (RejectedExecutionException e) {
      // The event loop has ended, and its connections with it: nobody is left to be answered.
    }
  }

  private void tell(Executor executor, int from) {
    for (int i = from; i < size; i++) {
      if (feeds[i].executor().equals(executor)) {
        feeds[i].hearing().stored(counts[i], since[i]);
      }
    }
  }
}
