package lantian.obd.quality;

import java.util.Arrays;

/**
 * A defect that only shows by lasting (持续缺陷): once it has gone on for longer than a time, all its
 * samples are marked, the first ones too.
 *
 * <p>Time counts from one sample to the next if they follow one another; a longer silence ends it.
 */
final class Lasting {
  private static final long NONE = Long.MIN_VALUE;

  private final Defect defect;
  private final Marks marks;
  private final int next;
  private final long hold;
  private int[] held = new int[64];
  private int count;
  private long last = NONE;
  private long seconds;

  /**
   * @param next seconds between samples that follow one another
   * @param hold seconds that it must exceed
   */
  Lasting(Defect defect, Marks marks, int next, long hold) {
    this.defect = defect;
    this.marks = marks;
    this.next = next;
    this.hold = hold;
  }

  /** A sample that shows it. */
  void shows(long second, int index) {
    pass(second);
    if (seconds > hold) {
      marks.add(index, defect);
      return;
    }
    if (count == held.length) {
      held = Arrays.copyOf(held, 2 * count);
    }
    held[count++] = index;
  }

  /** Time up to a sample counts, whether it is to be marked or not. */
  private void pass(long second) {
    if (last != NONE && second - last > next) {
      refuted();
    }
    seconds += last == NONE ? 0 : second - last;
    last = second;
    if (seconds > hold) {
      for (int i = 0; i < count; i++) {
        marks.add(held[i], defect);
      }
      count = 0;
    }
  }

  /** A sample that says nothing: its time does not count, and the next one follows it. */
  void silent(long second) {
    if (last != NONE) {
      if (second - last > next) {
        refuted();
      } else {
        last = second;
      }
    }
  }

  /** A sample that refutes it. */
  void refuted() {
    last = NONE;
    seconds = 0;
    count = 0;
  }
}
