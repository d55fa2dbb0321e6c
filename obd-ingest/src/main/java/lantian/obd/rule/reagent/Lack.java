package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import lantian.obd.rule.Episode;
import org.jspecify.annotations.Nullable;

/**
 * A stretch over which reagent is missing against what the fuel asks for (反应剂欠量段). It ends as soon
 * as nothing is missing any more.
 *
 * <p>Fuel is raw fuel rate times seconds; what is missing is in the same words of a
 * hundred-thousandth each, in the tank that is filed or the largest one.
 *
 * @param start first second of its first block
 * @param last last second of the last block in which less was used than due
 * @param fuel fuel burnt hot until then
 * @param used moves of the level until then, thousandths of a per cent
 * @param fuelAfter fuel burnt since
 * @param usedAfter moves of the level since
 * @param missing reagent due less reagent used; at most what the limit's fuel asks for once told
 * @param lowRaw least level of this tank, raw word
 * @param highRaw greatest level, a word above all if it moved in one of the tanks before
 * @param verified true if all blocks are verified
 * @param told what was told, null before
 */
record Lack(
    long start,
    long last,
    long fuel,
    long used,
    long fuelAfter,
    long usedAfter,
    long missing,
    long lowRaw,
    long highRaw,
    boolean verified,
    @Nullable Episode told) {
  private static final long NO_LEVEL = 0xFF;
  private static final long MOVED = 0xFFFF;

  static Lack begin(ReagentTrack.Stint stint, long missing) {
    return new Lack(
        stint.start(),
        stint.last(),
        stint.fuel(),
        stint.moved(),
        0,
        0,
        missing,
        stint.lowRaw(),
        stint.highRaw(),
        stint.verified(),
        null);
  }

  /** One more block of the same tank, after which so much is missing. */
  Lack next(ReagentTrack.Stint stint, boolean lacking, long missing) {
    long allFuel = fuelAfter + stint.fuel();
    long allUsed = usedAfter + stint.moved();
    return new Lack(
        start,
        lacking ? stint.last() : last,
        lacking ? fuel + allFuel : fuel,
        lacking ? used + allUsed : used,
        lacking ? 0 : allFuel,
        lacking ? 0 : allUsed,
        missing,
        Math.min(lowRaw, stint.lowRaw()),
        Math.max(highRaw, stint.highRaw()),
        verified && stint.verified(),
        told);
  }

  /**
   * Another tank begins: its level says nothing of the one before. A tank in which the level did
   * not move by more than this does not count as one that moved.
   */
  Lack refilled(long flatRaw) {
    boolean moved = highRaw - lowRaw > flatRaw;
    return new Lack(
        start,
        last,
        fuel,
        used,
        fuelAfter,
        usedAfter,
        missing,
        moved ? lowRaw : NO_LEVEL,
        moved ? MOVED : 0,
        verified,
        told);
  }

  Lack told(Episode episode) {
    return new Lack(
        start, last, fuel, used, fuelAfter, usedAfter, missing, lowRaw, highRaw, verified, episode);
  }

  /**
   * As it stands, in litres of fuel; the detail is all moves of the level, thousandths of a per
   * cent.
   */
  Episode episode(String ruleSet, long limit) {
    long litres = fuel / ReagentTrack.PER_MILLILITRE;
    long passed = told == null ? last : told.peakAt();
    return new Episode(ruleSet, start, last, passed, litres, litres, limit, used, verified);
  }

  /**
   * Reagent in the words of {@link #used}.
   *
   * @param milli moves of the level, thousandths of a per cent
   * @param tank volume of the tank in millilitres
   */
  static long used(long milli, long tank) {
    return milli * tank * ReagentTrack.PER_MILLILITRE;
  }

  static void write(@Nullable Lack lack, ByteBuffer out) {
    if (lack == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(lack.start).putLong(lack.last).putLong(lack.fuel);
    out.putLong(lack.used).putLong(lack.fuelAfter).putLong(lack.usedAfter).putLong(lack.missing);
    out.putLong(lack.lowRaw).putLong(lack.highRaw).put((byte) (lack.verified ? 1 : 0));
    Episode.write(lack.told, out);
  }

  static @Nullable Lack read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new Lack(
        in.getLong(),
        in.getLong(),
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
