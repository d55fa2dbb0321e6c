package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.rule.nox.ModelLimits.Enough;
import org.jspecify.annotations.Nullable;

/**
 * Upstream NOx of one city day, and what the model would have shown at the same loads (同型号对照日). It
 * is held against the limits in force on it, not against those of the day after.
 *
 * @param day number of the city day
 * @param first first second that counts
 * @param last last second that may count
 * @param low items of the first four classes of load, 16 bits each, the first lowest; none counts
 *     further than 65,535
 * @param high the same of the last four
 * @param items all of them
 * @param nox sum of upstream NOx, thousandths of a ppm
 * @param usual the same of what is usual of the model
 * @param least the same of the least that may be
 * @param verified true if all of them are verified
 * @param enough when the day counts
 */
record ModelDay(
    int day,
    long first,
    long last,
    long low,
    long high,
    int items,
    long nox,
    long usual,
    long least,
    boolean verified,
    Enough enough) {
  private static final long WHOLE = 100_000;
  private static final int HALF = 4;
  private static final int BITS = 16;
  private static final long MOST = 0xFFFF;

  /** The day after a stay at one load; {@code was} is null or of the same day. */
  static @Nullable ModelDay and(@Nullable ModelDay was, @Nullable LoadRun run) {
    if (run == null || run.items() == 0) {
      return was;
    }
    return (was == null
            ? new ModelDay(
                run.day(), run.first(), run.first(), 0, 0, 0, 0, 0, 0, true, run.enough())
            : was)
        .with(run);
  }

  private ModelDay with(LoadRun run) {
    long more = run.items();
    boolean early = run.norm().load() <= HALF;
    return new ModelDay(
        day,
        first,
        run.last(),
        early ? counted(low, run.norm().load() - 1, more) : low,
        early ? high : counted(high, run.norm().load() - 1 - HALF, more),
        items + run.items(),
        nox + run.nox(),
        usual + more * run.norm().usual(),
        least + more * run.norm().least(),
        verified && run.verified(),
        enough);
  }

  private static long counted(long counts, int at, long more) {
    int shift = BITS * at;
    long now = Math.min(MOST, count(counts, at) + more);
    return (counts & ~(MOST << shift)) | (now << shift);
  }

  private static long count(long counts, int at) {
    return (counts >>> (BITS * at)) & MOST;
  }

  /** True if there is enough of it, in enough classes of load. */
  boolean counts() {
    int classes = 0;
    for (int i = 0; i < HALF; i++) {
      classes += count(low, i) >= enough.classSeconds() ? 1 : 0;
      classes += count(high, i) >= enough.classSeconds() ? 1 : 0;
    }
    return items >= enough.seconds() && classes >= enough.classes();
  }

  /** True if NOx lies below all that the model shows. */
  boolean isLow() {
    return nox < least;
  }

  /** True if it lies well above that. */
  boolean good() {
    return (nox - least) * 100 >= (usual - least) * enough.end();
  }

  /** What is missing of the usual, thousandths of a per cent; may be negative. */
  long missing() {
    return missing(nox);
  }

  /** The same of the least that may be. */
  long limit() {
    return missing(least);
  }

  private long missing(long of) {
    return WHOLE - Math.floorDiv(of * WHOLE, usual);
  }

  static void write(@Nullable ModelDay of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putInt(of.day).putLong(of.first).putLong(of.last);
    out.putLong(of.low).putLong(of.high).putInt(of.items);
    out.putLong(of.nox).putLong(of.usual).putLong(of.least);
    LoadRun.write(of.enough, out);
  }

  static @Nullable ModelDay read(ByteBuffer in) {
    int form = in.get();
    return form == 0
        ? null
        : new ModelDay(
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            form == 2,
            LoadRun.enough(in));
  }
}
