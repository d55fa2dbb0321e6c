package lantian.obd.rule.exhaust;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which the filter was neither regenerated nor relieved (未再生段).
 *
 * @param start first second
 * @param last last second
 * @param distance driven under observation, raw words
 * @param seconds time under observation
 * @param lowest least mean pressure drop, thousandths of a kPa; −1 before the first
 * @param highest greatest one
 * @param latest the latest one
 * @param verified true if every item is verified
 * @param told what was told, null before
 */
record Loading(
    long start,
    long last,
    long distance,
    long seconds,
    long lowest,
    long highest,
    long latest,
    boolean verified,
    @Nullable Episode told) {

  static Loading begin(Reading item) {
    return new Loading(item.second(), item.second(), 0, 0, -1, -1, -1, item.verified(), null);
  }

  Loading with(Reading item, long driven, long counted) {
    return new Loading(
        start,
        item.second(),
        distance + driven,
        seconds + counted,
        lowest,
        highest,
        latest,
        verified && item.verified(),
        told);
  }

  /** One more mean of the pressure drop. */
  Loading and(long mean) {
    return new Loading(
        start,
        last,
        distance,
        seconds,
        lowest < 0 ? mean : Math.min(lowest, mean),
        Math.max(highest, mean),
        mean,
        verified,
        told);
  }

  Loading told(Episode episode) {
    return new Loading(start, last, distance, seconds, lowest, highest, latest, verified, episode);
  }

  /** As it stands, in kilometres; the detail is the latest mean. */
  Episode episode(String ruleSet, long limit) {
    long driven = Words.milli(Signal.ODOMETER, distance);
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, driven, driven, limit, latest, verified);
  }

  static void write(@Nullable Loading loading, ByteBuffer out) {
    if (loading == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(loading.start).putLong(loading.last).putLong(loading.distance);
    out.putLong(loading.seconds).putLong(loading.lowest).putLong(loading.highest);
    out.putLong(loading.latest).put((byte) (loading.verified ? 1 : 0));
    Episode.write(loading.told, out);
  }

  static @Nullable Loading read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Loading(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
