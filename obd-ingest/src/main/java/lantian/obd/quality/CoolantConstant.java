package lantian.obd.quality;

/** The coolant keeps one temperature through long driving. */
final class CoolantConstant implements Check {
  private final Lasting lasting;
  private int temperature;

  CoolantConstant(QualityLimits limits, Marks marks) {
    this.lasting =
        new Lasting(
            Defect.COOLANT_CONSTANT, marks, limits.whole(Bound.NEXT), limits.whole(Bound.COOLANT));
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.coolant == Sample.NONE) {
      lasting.silent(sample.second);
      return;
    }
    if (sample.coolant != temperature) {
      lasting.refuted();
      temperature = sample.coolant;
    }
    if (sample.speed > 0) {
      lasting.shows(sample.second, index);
    } else {
      lasting.silent(sample.second);
    }
  }
}
