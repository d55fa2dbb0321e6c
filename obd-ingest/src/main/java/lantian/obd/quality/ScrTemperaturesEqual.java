package lantian.obd.quality;

/** Inlet and outlet of the catalyst say the same to the last digit for long under load. */
final class ScrTemperaturesEqual implements Check {
  private static final int ZERO_TORQUE = 125;

  private final Lasting lasting;
  private final long load;

  ScrTemperaturesEqual(QualityLimits limits, Marks marks) {
    this.lasting =
        new Lasting(
            Defect.SCR_TEMPERATURES_EQUAL,
            marks,
            limits.whole(Bound.NEXT),
            limits.whole(Bound.SCR_EQUAL));
    this.load = limits.raw(Bound.SCR_EQUAL_TORQUE, 1) + ZERO_TORQUE;
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.scrIn == Sample.NONE || sample.scrOut == Sample.NONE) {
      lasting.silent(sample.second);
    } else if (sample.scrIn != sample.scrOut) {
      lasting.refuted();
    } else if (sample.torque >= load) {
      lasting.shows(sample.second, index);
    } else {
      lasting.silent(sample.second);
    }
  }
}
