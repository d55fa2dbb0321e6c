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
  private long start;
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

  /** Goes to the next five minutes, once all fragments of the present ones are taken. */
  boolean next() {
    Fragment head = ahead;
    Fragment fresh = openAt < open.size() ? open.get(openAt) : null;
    if (head == null && fresh == null) {
      return false;
    }
    start =
        Math.min(
            head == null ? Long.MAX_VALUE : head.start(),
            fresh == null ? Long.MAX_VALUE : fresh.start());
    return true;
  }

  /** The next fragment of the present five minutes, null if there is none left. */
  @Nullable Fragment fragment() {
    Fragment head = ahead;
    if (head != null && head.start() == start) {
      ahead = pull();
      return head;
    }
    return openAt < open.size() && open.get(openAt).start() == start ? open.get(openAt++) : null;
  }

  private @Nullable Fragment pull() {
    return stored.hasNext() ? stored.next() : null;
  }
}
