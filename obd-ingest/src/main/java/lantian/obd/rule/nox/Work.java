package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine did and what left the exhaust over some seconds (做功与排放), in whole numbers.
 *
 * @param start first second
 * @param work work, millijoules
 * @param nox NOx, micrograms
 * @param fuel sum of the fuel rate's raw words
 * @param seconds items, a second each
 * @param verified true if every item is verified
 */
record Work(long start, long work, long nox, int fuel, int seconds, boolean verified) {
  Work plus(Work later) {
    return new Work(
        start,
        work + later.work,
        nox + later.nox,
        fuel + later.fuel,
        seconds + later.seconds,
        verified && later.verified);
  }

  long joules() {
    return work / 1000;
  }

  /** Thousandths of g/kWh, rounded down. */
  long specific() {
    return nox * 3600 / joules();
  }

  /** The start is kept as its distance from {@code last}: ten of them must fit. */
  static void write(@Nullable Work of, long last, ByteBuffer out) {
    if (of == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (of.verified ? 2 : 1)).putInt((int) (last - of.start));
    out.putLong(of.work).putLong(of.nox).putInt(of.fuel).putInt(of.seconds);
  }

  static @Nullable Work read(long last, ByteBuffer in) {
    int form = in.get();
    if (form == 0) {
      return null;
    }
    long start = last - in.getInt();
    return new Work(start, in.getLong(), in.getLong(), in.getInt(), in.getInt(), form == 2);
  }
}
