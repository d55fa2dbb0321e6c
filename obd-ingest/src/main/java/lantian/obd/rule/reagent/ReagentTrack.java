package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;

/**
 * The reagent level followed in means over minutes (反应剂液位跟踪), so that sloshing neither makes nor
 * hides consumption, and from refill to refill.
 *
 * @param last second of the last item, −1 before the first
 * @param odometer its raw word, −1 if it had none
 * @param start first second of the block that grows
 * @param seconds time under observation in it
 * @param count its items
 * @param sum sum of their levels, raw words
 * @param fuel fuel burnt hot in it, raw fuel rate times seconds
 * @param lowRaw its least level
 * @param highRaw its greatest
 * @param verified true if all of its items are verified
 * @param low lowest mean since the last refill, thousandths of a per cent; −1 before the first
 * @param high highest one
 */
record ReagentTrack(
    long last,
    long odometer,
    long start,
    long seconds,
    int count,
    long sum,
    long fuel,
    long lowRaw,
    long highRaw,
    boolean verified,
    long low,
    long high) {
  static final ReagentTrack NONE = new ReagentTrack(-1, -1, -1, 0, 0, 0, 0, 0, 0, true, -1, -1);

  /** Seconds of raw fuel rate in a millilitre: 0.05 L/h. */
  static final long PER_MILLILITRE = 72;

  /**
   * A block that is full.
   *
   * @param start first second
   * @param last last second
   * @param fresh true if it begins a tank: nothing can be said of what it used
   * @param fuel fuel burnt hot, raw fuel rate times seconds
   * @param rise how far its mean lies above all since the refill, thousandths of a per cent
   * @param fall how far it lies below all of them
   * @param mean its mean
   * @param lowRaw its least level
   * @param highRaw its greatest
   * @param verified true if all of its items are verified
   */
  record Stint(
      long start,
      long last,
      boolean fresh,
      long fuel,
      long rise,
      long fall,
      long mean,
      long lowRaw,
      long highRaw,
      boolean verified) {
    /** How far the level moved, thousandths of a per cent. */
    long moved() {
      return rise + fall;
    }
  }

  /**
   * One more item. If the vehicle may have been driven and filled unseen before it, or its distance
   * does not go on where it was, as in data that are sent again, the block is given up and another
   * tank begins.
   */
  ReagentTrack with(Reading item, TrackLimits limits) {
    long now = item.second();
    long level = item.raw(Signal.REAGENT_LEVEL);
    long at = item.usable(Signal.ODOMETER) ? item.raw(Signal.ODOMETER) : -1;
    boolean seen = last >= 0 && now - last <= limits.gapSeconds();
    if (seen ? leapt(at, limits) : unseen(at, limits)) {
      return new ReagentTrack(now, at, now, 0, 1, level, 0, level, level, item.verified(), -1, -1);
    }
    long counted = seen ? now - last : 0;
    boolean first = count == 0;
    return new ReagentTrack(
        now,
        at,
        first ? now : start,
        seconds + counted,
        count + 1,
        sum + level,
        fuel + (limits.hot(item) ? item.raw(Signal.FUEL_RATE) * counted : 0),
        first ? level : Math.min(lowRaw, level),
        first ? level : Math.max(highRaw, level),
        (first || verified) && item.verified(),
        low,
        high);
  }

  private boolean unseen(long at, TrackLimits limits) {
    return odometer < 0 || at < odometer || at - odometer > limits.unseenRaw();
  }

  private boolean leapt(long at, TrackLimits limits) {
    return odometer >= 0 && at >= 0 && Math.abs(at - odometer) > limits.unseenRaw();
  }

  /** True if the block has its time. */
  boolean full(TrackLimits limits) {
    return seconds >= limits.blockSeconds();
  }

  /** What a full block says. */
  Stint stint(TrackLimits limits) {
    long mean = Words.milli(Signal.REAGENT_LEVEL, sum) / count;
    boolean fresh = low < 0 || mean >= low + limits.refillMilli();
    return new Stint(
        start,
        last,
        fresh,
        fuel,
        fresh ? 0 : Math.max(0, mean - high),
        fresh ? 0 : Math.max(0, low - mean),
        mean,
        lowRaw,
        highRaw,
        verified);
  }

  /** Behind a full block; {@code anew} forgets what the level was before it. */
  ReagentTrack behind(Stint stint, boolean anew) {
    boolean alone = anew || stint.fresh();
    return new ReagentTrack(
        last,
        odometer,
        -1,
        0,
        0,
        0,
        0,
        0,
        0,
        true,
        alone ? stint.mean() : Math.min(low, stint.mean()),
        alone ? stint.mean() : Math.max(high, stint.mean()));
  }

  void write(ByteBuffer out) {
    out.putLong(last).putLong(odometer).putLong(start).putLong(seconds).putInt(count);
    out.putLong(sum).putLong(fuel).putLong(lowRaw).putLong(highRaw);
    out.put((byte) (verified ? 1 : 0)).putLong(low).putLong(high);
  }

  static ReagentTrack read(ByteBuffer in) {
    return new ReagentTrack(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        in.getLong(),
        in.getLong());
  }
}
