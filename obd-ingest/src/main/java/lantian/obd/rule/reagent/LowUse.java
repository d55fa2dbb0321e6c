package lantian.obd.rule.reagent;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the rule for too little reagent remembers of a vehicle (反应剂用量记忆).
 *
 * @param track the level followed
 * @param lack what is missing, null if nothing is
 * @param custom what was used before
 */
record LowUse(ReagentTrack track, @Nullable Lack lack, Custom custom) {
  static final LowUse NONE = new LowUse(ReagentTrack.NONE, null, Custom.NONE);

  LowUse with(ReagentTrack next) {
    return new LowUse(next, lack, custom);
  }

  /** Another tank begins behind this block. */
  LowUse refilled(ReagentTrack behind, long flatRaw) {
    return new LowUse(behind, lack == null ? null : lack.refilled(flatRaw), custom);
  }

  /** What is known of the vehicle after a block with which nothing is missing any more. */
  Custom learned(ReagentTrack.Stint stint, Custom.Limits limits) {
    if (lack == null) {
      return custom.and(stint.fuel(), stint.moved(), limits);
    }
    // A stretch that was told is no custom.
    return lack.told() != null
        ? custom
        : custom.and(
            lack.fuel() + lack.fuelAfter() + stint.fuel(),
            lack.used() + lack.usedAfter() + stint.moved(),
            limits);
  }

  void write(ByteBuffer out) {
    track.write(out);
    Lack.write(lack, out);
    custom.write(out);
  }

  static LowUse read(ByteBuffer in) {
    return new LowUse(ReagentTrack.read(in), Lack.read(in), Custom.read(in));
  }
}
