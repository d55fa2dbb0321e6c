package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.nox.ModelLimits.Enough;
import lantian.obd.rule.nox.ModelLimits.Norm;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * A stay of the engine in one class of load (工况停留段), on one city day, and upstream NOx in it. What
 * comes before the load has settled belongs to another load: sensors are slow.
 *
 * @param day number of the city day
 * @param start first second
 * @param first first second that counts, 0 if there is none yet
 * @param last last second
 * @param items items that count
 * @param nox sum of their upstream NOx, thousandths of a ppm
 * @param verified true if all of these are verified
 * @param norm what is usual of the model in this class
 * @param enough when the day counts
 */
record LoadRun(
    int day,
    long start,
    long first,
    long last,
    int items,
    long nox,
    boolean verified,
    Norm norm,
    Enough enough) {
  private static final long MILLI_AT_ZERO = Words.milli(Signal.NOX_UPSTREAM, 0);
  private static final long MILLI_PER_BIT = Words.milli(Signal.NOX_UPSTREAM, 1) - MILLI_AT_ZERO;

  static LoadRun begin(Reading item, int day, Norm norm, ModelLimits limits) {
    long now = item.second();
    return new LoadRun(day, now, 0, now, 0, 0, true, norm, limits.enough()).with(item, limits);
  }

  /** True if an item of this day and norm belongs to it. */
  boolean goesOn(Reading item, int itsDay, Norm itsNorm, ModelLimits limits) {
    return itsDay == day && item.second() - last <= limits.gapSeconds() && itsNorm.equals(norm);
  }

  /** And one more item that belongs to it. */
  LoadRun with(Reading item, ModelLimits limits) {
    long now = item.second();
    if (now - start < limits.settleSeconds()) {
      return new LoadRun(day, start, first, now, items, nox, verified, norm, enough);
    }
    return new LoadRun(
        day,
        start,
        items == 0 ? now : first,
        now,
        items + 1,
        nox + MILLI_AT_ZERO + item.raw(Signal.NOX_UPSTREAM) * MILLI_PER_BIT,
        verified && item.verified(),
        norm,
        enough);
  }

  static void write(@Nullable LoadRun of, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putInt(of.day);
    out.putLong(of.start).putLong(of.first).putLong(of.last).putInt(of.items).putLong(of.nox);
    out.put((byte) of.norm.load()).putInt(of.norm.usual()).putInt(of.norm.least());
    write(of.enough, out);
  }

  static @Nullable LoadRun read(ByteBuffer in) {
    int form = in.get();
    if (form == 0) {
      return null;
    }
    int day = in.getInt();
    return new LoadRun(
        day,
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        form == 2,
        norm(in),
        enough(in));
  }

  private static Norm norm(ByteBuffer in) {
    int load = in.get();
    if (load < 1 || load > ModelLimits.CLASSES) {
      throw new IllegalArgumentException("a memory of a class of load that there is not");
    }
    return new Norm(load, in.getInt(), in.getInt());
  }

  static void write(Enough enough, ByteBuffer out) {
    out.putInt(enough.seconds()).putInt(enough.classSeconds());
    out.put((byte) enough.classes()).put((byte) enough.end());
  }

  static Enough enough(ByteBuffer in) {
    return new Enough(in.getInt(), in.getInt(), in.get(), in.get());
  }
}
