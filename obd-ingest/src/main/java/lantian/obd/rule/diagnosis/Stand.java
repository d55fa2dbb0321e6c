package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import lantian.obd.packet.ObdBlock;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Counters since they last moved (计数停滞段). Cycles and trips count between two blocks in a row that
 * are free of faults.
 *
 * @param start second of the first block
 * @param last second of the last block
 * @param general general denominator
 * @param monitors digest of all other numerators and denominators
 * @param ignition ignition counter of the last block
 * @param cycles what it grew by
 * @param trips trips that count
 * @param pending those since the last block
 * @param clean false if faults were seen since the last block
 * @param verified true if all that the figures rest on is verified
 * @param pendingVerified the same for what came since the last block
 * @param told what was told, null before
 */
record Stand(
    long start,
    long last,
    int general,
    long monitors,
    int ignition,
    int cycles,
    int trips,
    int pending,
    boolean clean,
    boolean verified,
    boolean pendingVerified,
    @Nullable Episode told) {
  private static final int ROUND = 0xFFFF;

  static Stand begin(ObdBlock block, Reading item) {
    return new Stand(
        item.second(),
        item.second(),
        block.ratio(ObdBlock.GENERAL),
        block.monitors(),
        block.ratio(ObdBlock.IGNITION),
        0,
        0,
        0,
        true,
        item.verified(),
        true,
        null);
  }

  /** True if a counter moved, or the ignition counter by more than anybody drives. */
  boolean moved(ObdBlock block, int mostCycles) {
    return block.ratio(ObdBlock.GENERAL) != general
        || block.monitors() != monitors
        || growth(block) > mostCycles;
  }

  /** Growth of the ignition counter, which begins anew behind 65535. */
  private int growth(ObdBlock block) {
    return (block.ratio(ObdBlock.IGNITION) - ignition) & ROUND;
  }

  /** After a block whose counters stood still. */
  Stand next(ObdBlock block, Reading item) {
    return new Stand(
        start,
        item.second(),
        general,
        monitors,
        block.ratio(ObdBlock.IGNITION),
        cycles + (clean ? growth(block) : 0),
        trips + (clean ? pending : 0),
        0,
        true,
        verified && item.verified() && (!clean || pendingVerified),
        true,
        told);
  }

  /** After an item with the engine on, and a trip with which it became one that counts. */
  Stand drive(Reading item, int trip) {
    boolean sure = pendingVerified && item.verified();
    return trip == 0 && sure == pendingVerified
        ? this
        : new Stand(
            start,
            last,
            general,
            monitors,
            ignition,
            cycles,
            trips,
            pending + trip,
            clean,
            verified,
            sure,
            told);
  }

  /** After a block with a fault: what came since the last one counts no more. */
  Stand paused() {
    return new Stand(
        start, last, general, monitors, ignition, cycles, trips, 0, false, verified, true, told);
  }

  Stand told(Episode episode) {
    return new Stand(
        start,
        last,
        general,
        monitors,
        ignition,
        cycles,
        trips,
        pending,
        clean,
        verified,
        pendingVerified,
        episode);
  }

  /** Its figures; the detail is the number of trips. */
  Episode episode(String ruleSet, long passedAt, long limit) {
    long grown = cycles * 1000L;
    return new Episode(ruleSet, start, last, passedAt, grown, grown, limit, trips, verified);
  }

  static void write(@Nullable Stand s, ByteBuffer out) {
    if (s == null) {
      out.put((byte) 0);
      return;
    }
    int flags = 1 | (s.clean ? 2 : 0) | (s.verified ? 4 : 0) | (s.pendingVerified ? 8 : 0);
    out.put((byte) flags).putLong(s.start).putLong(s.last).putInt(s.general).putLong(s.monitors);
    out.putInt(s.ignition).putInt(s.cycles).putInt(s.trips).putInt(s.pending);
    Episode.write(s.told, out);
  }

  static @Nullable Stand read(ByteBuffer in) {
    int flags = in.get();
    if (flags == 0) {
      return null;
    }
    return new Stand(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        (flags & 2) != 0,
        (flags & 4) != 0,
        (flags & 8) != 0,
        Episode.read(in));
  }
}
