package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fragments taken together by their five minutes, ascending. */
public final class Windows {
  private final Iterator<Fragment> stored;
  private final List<Fragment> open;
  private int openAt;
  private @Nullable Fragment ahead;

  /**
   * Joins two sources.
   *
   * @param stored in the order of their start
   * @param open in any order
   */
  public Windows(Iterator<Fragment> stored, List<Fragment> open) {
    this.stored = stored;
    this.open = new ArrayList<>(open);
    this.open.sort(Comparator.comparingLong(Fragment::start));
    this.ahead = pull();
  }

  /** All fragments of the next five minutes, null at the end. */
  @Nullable List<Fragment> next() {
    Fragment head = ahead;
    Fragment fresh = openAt < open.size() ? open.get(openAt) : null;
    if (head == null && fresh == null) {
      return null;
    }
    long start =
        Math.min(
            head == null ? Long.MAX_VALUE : head.start(),
            fresh == null ? Long.MAX_VALUE : fresh.start());
    List<Fragment> window = new ArrayList<>(2);
    for (; head != null && head.start() == start; head = pull()) {
      window.add(head);
    }
    ahead = head;
    for (; openAt < open.size() && open.get(openAt).start() == start; openAt++) {
      window.add(open.get(openAt));
    }
    return window;
  }

  private @Nullable Fragment pull() {
    return stored.hasNext() ? stored.next() : null;
  }
}
