package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in a row that name one other VIN (连续段).
 *
 * @param value the VIN
 * @param start second of the first
 * @param last second of the last
 * @param blocks how many
 * @param verified true if all of them are verified
 * @param told what was told, null before
 */
record Run(
    String value, long start, long last, int blocks, boolean verified, @Nullable Episode told) {
  static Run begin(String value, Reading item) {
    return new Run(value, item.second(), item.second(), 1, item.verified(), null);
  }

  Run next(Reading item) {
    return new Run(value, start, item.second(), blocks + 1, verified && item.verified(), told);
  }

  Run told(Episode episode) {
    return new Run(value, start, last, blocks, verified, episode);
  }

  boolean lasts(OtherVin.Limits limits) {
    return blocks >= limits.blocks() && last - start >= limits.seconds();
  }

  /** Its figures; the detail is its length in seconds. */
  Episode episode(String ruleSet, long passedAt, long limit) {
    long count = blocks * 1000L;
    return new Episode(ruleSet, start, last, passedAt, count, count, limit, last - start, verified);
  }

  static void write(@Nullable Run run, ByteBuffer out) {
    if (run == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).put(run.value.getBytes(StandardCharsets.ISO_8859_1));
    out.putLong(run.start).putLong(run.last).putInt(run.blocks);
    out.put((byte) (run.verified ? 1 : 0));
    Episode.write(run.told, out);
  }

  static @Nullable Run read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    byte[] value = new byte[Vin.LENGTH];
    in.get(value);
    return new Run(
        new String(value, StandardCharsets.ISO_8859_1),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.get() != 0,
        Episode.read(in));
  }
}
