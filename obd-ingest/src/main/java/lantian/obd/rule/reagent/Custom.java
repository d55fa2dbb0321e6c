package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;

/**
 * How much of its tank a vehicle used before for the fuel it burnt hot (本车惯常反应剂用量). The volume of
 * the tank drops out. Learned in stretches, of which the lowest counts, so that neither a stretch
 * of hard work nor a leak makes the vehicle look like one that uses much.
 *
 * @param times stretches learned
 * @param fuel fuel burnt hot in the one that grows, raw fuel rate times seconds
 * @param moved moves of the level in it, thousandths of a per cent
 * @param lowest moves on 1,000 L of fuel in the lowest one, thousandths of a per cent
 */
record Custom(int times, long fuel, long moved, long lowest) {
  static final Custom NONE = new Custom(0, 0, 0, Long.MAX_VALUE);

  private static final long PER_THOUSAND_LITRES = 1_000_000 * ReagentTrack.PER_MILLILITRE;

  /**
   * Limits of what is learned.
   *
   * @param fuelRaw fuel of a stretch, raw words times seconds
   * @param times how many stretches must be learned
   * @param share hundredths of it that are the least a vehicle must go on using
   */
  record Limits(long fuelRaw, int times, long share) {}

  /** And so much more, which nothing speaks against. */
  Custom and(long fuel, long moved, Limits limits) {
    long allFuel = this.fuel + fuel;
    long allMoved = this.moved + moved;
    if (allFuel < limits.fuelRaw) {
      return new Custom(times, allFuel, allMoved, lowest);
    }
    long rate = allMoved * PER_THOUSAND_LITRES / allFuel;
    return new Custom(times + 1, 0, 0, Math.min(lowest, rate));
  }

  /**
   * The least share of reagent in the fuel, thousandths of a per cent, in a tank of so many
   * millilitres; 0 while too little is known.
   */
  long least(long tank, Limits limits) {
    return times < limits.times ? 0 : lowest * tank / 1_000_000 * limits.share / 100;
  }

  void write(ByteBuffer out) {
    out.putInt(times).putLong(fuel).putLong(moved).putLong(lowest);
  }

  static Custom read(ByteBuffer in) {
    return new Custom(in.getInt(), in.getLong(), in.getLong(), in.getLong());
  }
}
