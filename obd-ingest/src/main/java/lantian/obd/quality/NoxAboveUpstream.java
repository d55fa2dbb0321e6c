package lantian.obd.quality;

/** More NOx behind the hot catalyst than before it, for long. */
final class NoxAboveUpstream implements Check {
  private static final int STEPS = 32;
  private static final int ZERO_CELSIUS = 273 * 32;
  private static final int PPM = 20;
  private static final int ZERO_NOX = 200 * PPM;
  private static final long PERCENT = 100;

  private final Lasting lasting;
  private final long hot;
  private final long factor;
  private final long least;

  NoxAboveUpstream(QualityLimits limits, Marks marks) {
    this.lasting =
        new Lasting(
            Defect.NOX_ABOVE_UPSTREAM,
            marks,
            limits.whole(Bound.NEXT),
            limits.whole(Bound.NOX_ABOVE));
    this.hot = limits.raw(Bound.NOX_ABOVE_INLET, STEPS) + ZERO_CELSIUS;
    this.factor = limits.raw(Bound.NOX_ABOVE_FACTOR, 1);
    this.least = limits.raw(Bound.NOX_ABOVE_LEAST, PPM);
  }

  @Override
  public void take(Sample sample, int index) {
    boolean told =
        sample.noxUp != Sample.NONE && sample.noxDown != Sample.NONE && sample.scrIn > hot;
    if (!told) {
      lasting.silent(sample.second);
      return;
    }
    int up = sample.noxUp - ZERO_NOX;
    int down = sample.noxDown - ZERO_NOX;
    if (down > least && down * PERCENT > up * factor) {
      lasting.shows(sample.second, index);
    } else {
      lasting.refuted();
    }
  }
}
