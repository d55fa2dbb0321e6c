package lantian.obd.quality;

/** One plausibility rule over the samples of a day, in their order. */
interface Check {
  /**
   * Looks at a sample and marks it, or earlier ones, if it objects.
   *
   * @param index number of the sample, from 0
   */
  void take(Sample sample, int index);

  /** The day is over. */
  default void end() {}
}
