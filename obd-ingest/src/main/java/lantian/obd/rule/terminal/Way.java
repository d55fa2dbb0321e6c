package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;

/**
 * The way driven since some second, measured in two ways at once (两种里程). Ways are counted in {@link
 * #UNIT}ths of a metre, in which one second of a raw speed, one word of the odometer and one metre
 * are whole numbers.
 *
 * @param at second of the last item that counts on, −1 if the next begins anew
 * @param speed its raw speed
 * @param x where it was: odometer word, or longitude
 * @param y latitude, or 0
 * @param since second at which it was there
 * @param pending way by speed since then
 * @param first way by the measure under suspicion
 * @param second way by speed
 * @param start second at which both began, −1 if nothing is counted yet
 * @param verified true if every item looked at since the last window is verified
 */
record Way(
    long at,
    long speed,
    long x,
    long y,
    long since,
    long pending,
    long first,
    long second,
    long start,
    boolean verified) {
  /** Units in a metre. A raw speed is 1/256 km/h, and twice a mean speed is a sum of two. */
  static final long UNIT = 9216;

  /** Units in half a raw speed times a second: 1000 / (256 · 3600 · 2) m. */
  private static final long HALF = 5;

  static final Way NONE = new Way(-1, 0, 0, 0, -1, 0, 0, 0, -1, true);

  /** Units by speed between the last item and one at this second. */
  long driven(long now, long speedNow) {
    return HALF * (speed + speedNow) * (now - at);
  }

  /** Counting stops here and goes on with the next item that says something. */
  Way broken() {
    return at < 0 ? this : new Way(-1, 0, 0, 0, -1, 0, first, second, start, verified);
  }

  /** Nothing counted, but going on from the last item. */
  Way emptied() {
    return new Way(at, speed, x, y, since, pending, 0, 0, -1, true);
  }

  long longer() {
    return Math.max(first, second);
  }

  void write(ByteBuffer out) {
    out.putLong(at).putLong(speed).putLong(x).putLong(y).putLong(since).putLong(pending);
    out.putLong(first).putLong(second).putLong(start).put((byte) (verified ? 1 : 0));
  }

  static Way read(ByteBuffer in) {
    return new Way(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0);
  }
}
