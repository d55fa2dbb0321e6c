package lantian.obd.quality;

import java.util.Arrays;

/** Speed above 0 and the odometer moving while the engine stands. */
final class MovingWithoutEngine implements Check {
  private final Marks marks;
  private final int next;
  private int[] held = new int[16];
  private int count;
  private long last;
  private long firstOdometer = Sample.NONE;
  private boolean moves;

  MovingWithoutEngine(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.next = limits.whole(Bound.NEXT);
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.speed <= 0 || sample.engineSpeed != 0) {
      end();
      return;
    }
    if (count > 0 && sample.second - last > next) {
      end();
    }
    last = sample.second;
    if (count == held.length) {
      held = Arrays.copyOf(held, 2 * count);
    }
    held[count++] = index;
    if (sample.odometer != Sample.NONE) {
      firstOdometer = firstOdometer == Sample.NONE ? sample.odometer : firstOdometer;
      moves |= sample.odometer > firstOdometer;
    }
  }

  @Override
  public void end() {
    for (int i = 0; moves && i < count; i++) {
      marks.add(held[i], Defect.MOVING_WITHOUT_ENGINE);
    }
    count = 0;
    moves = false;
    firstOdometer = Sample.NONE;
  }
}
