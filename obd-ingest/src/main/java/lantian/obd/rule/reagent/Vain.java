package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import org.jspecify.annotations.Nullable;

/**
 * A stretch over which reagent was used and nothing came of it (喷而无效段). Fuel and reagent are
 * measured as in {@link Lack}.
 *
 * @param start first second of its first block that showed it
 * @param last last second of the last one
 * @param balance fuel burnt in vain less the weighted fuel that was not; at most the limit's once
 *     told
 * @param fuel fuel burnt in vain
 * @param used reagent used meanwhile
 * @param doubt what of the level's fall may still be noise, thousandths of a per cent
 * @param sums both sensors
 * @param peak greatest share left in a block, thousandths of a per cent
 * @param peakAt last second of that block
 * @param verified true if all blocks that showed it are verified
 * @param told what was told, null before
 */
record Vain(
    long start,
    long last,
    long balance,
    long fuel,
    long used,
    long doubt,
    Conversion sums,
    long peak,
    long peakAt,
    boolean verified,
    @Nullable Episode told) {

  static Vain begin(ReagentTrack.Stint stint, Conversion block, long doubt) {
    return new Vain(
        stint.start(),
        stint.last(),
        0,
        0,
        0,
        doubt,
        Conversion.NONE,
        block.remaining(),
        stint.last(),
        stint.verified(),
        null);
  }

  /** A block that shows it. */
  Vain shows(ReagentTrack.Stint stint, Conversion block, long tank, long most) {
    boolean top = block.remaining() > peak;
    long noise = Math.min(doubt, stint.fall());
    long next = balance + stint.fuel();
    return new Vain(
        start,
        stint.last(),
        told == null ? next : Math.min(next, most),
        fuel + stint.fuel(),
        used + Lack.used(stint.fall() - noise, tank),
        doubt - noise,
        sums.and(block),
        top ? block.remaining() : peak,
        top ? stint.last() : peakAt,
        verified && stint.verified(),
        told);
  }

  /** A block that converts, or a tank that begins anew with its own noise. */
  Vain with(long balance, long doubt) {
    return new Vain(start, last, balance, fuel, used, doubt, sums, peak, peakAt, verified, told);
  }

  Vain told(Episode episode) {
    return new Vain(start, last, balance, fuel, used, doubt, sums, peak, peakAt, verified, episode);
  }

  /** Share of reagent in the fuel, thousandths of a per cent. */
  long share() {
    return fuel == 0 ? 0 : used / fuel;
  }

  /** As it stands; the detail is {@link #share}. */
  Episode episode(String ruleSet, long limit) {
    return new Episode(
        ruleSet, start, last, peakAt, sums.remaining(), peak, limit, share(), verified);
  }

  static void write(@Nullable Vain vain, ByteBuffer out) {
    if (vain == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(vain.start).putLong(vain.last).putLong(vain.balance);
    out.putLong(vain.fuel).putLong(vain.used).putLong(vain.doubt);
    vain.sums.write(out);
    out.putLong(vain.peak).putLong(vain.peakAt).put((byte) (vain.verified ? 1 : 0));
    Episode.write(vain.told, out);
  }

  static @Nullable Vain read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Vain(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        Conversion.read(in),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        Episode.read(in));
  }
}
