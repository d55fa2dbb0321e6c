package lantian.obd.quality;

import java.util.Arrays;

/** Every byte of the samples stays the same while the vehicle is said to move. */
final class Replayed implements Check {
  private final Lasting lasting;
  private byte[] before = new byte[0];

  Replayed(QualityLimits limits, Marks marks) {
    this.lasting =
        new Lasting(Defect.REPLAYED, marks, limits.whole(Bound.NEXT), limits.whole(Bound.REPLAY));
  }

  @Override
  public void take(Sample sample, int index) {
    boolean same =
        Arrays.equals(
            before, 0, before.length, sample.bytes, sample.offset, sample.offset + sample.length);
    if (!same) {
      lasting.refuted();
      before = Arrays.copyOfRange(sample.bytes, sample.offset, sample.offset + sample.length);
    }
    if (sample.speed > 0) {
      lasting.shows(sample.second, index);
    } else {
      lasting.refuted();
    }
  }
}
