package lantian.obd.quality;

/** Fuel flows into an engine that turns too slowly to burn it. */
final class FuelWithoutEngine implements Check {
  private static final int STEPS = 8;

  private final Marks marks;
  private final long least;

  FuelWithoutEngine(QualityLimits limits, Marks marks) {
    this.marks = marks;
    this.least = limits.raw(Bound.FUEL_ENGINE_SPEED, STEPS);
  }

  @Override
  public void take(Sample sample, int index) {
    if (sample.engineSpeed != Sample.NONE && sample.engineSpeed < least && sample.fuelRate > 0) {
      marks.add(index, Defect.FUEL_WITHOUT_ENGINE);
    }
  }
}
