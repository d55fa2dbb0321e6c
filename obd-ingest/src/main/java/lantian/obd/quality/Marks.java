package lantian.obd.quality;

import java.util.Arrays;

/** Which defects each sample of a day has (样本标记); a day has at most 86,400 samples. */
final class Marks {
  private static final int FIRST_ROOM = 1 << 12;

  private int[] marks = new int[FIRST_ROOM];
  private int size;

  /** Number of the next sample, unmarked. */
  int next() {
    if (size == marks.length) {
      marks = Arrays.copyOf(marks, 2 * size);
    }
    return size++;
  }

  int size() {
    return size;
  }

  void add(int index, Defect defect) {
    marks[index] |= defect.bit();
  }

  /** Samples with any of these bits. */
  long count(int bits) {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += (marks[i] & bits) == 0 ? 0 : 1;
    }
    return count;
  }
}
