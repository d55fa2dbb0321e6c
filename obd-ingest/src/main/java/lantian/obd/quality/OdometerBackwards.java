package lantian.obd.quality;

/** An odometer below the one before, however long ago that was. */
final class OdometerBackwards implements Check {
  private final Marks marks;
  private long before = Sample.NONE;

  OdometerBackwards(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.odometer == Sample.NONE) {
      return;
    }
    if (sample.odometer < before) {
      marks.add(index, Defect.ODOMETER_BACKWARDS);
    }
    before = sample.odometer;
  }
}
