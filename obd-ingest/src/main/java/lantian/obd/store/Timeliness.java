package lantian.obd.store;

import lantian.obd.chunk.Dossier;
import lantian.obd.packet.QuarantineReason;
import org.jspecify.annotations.Nullable;

/**
 * Which collection seconds can be stored (采集时间检查). They are held against the receipt of the frame,
 * so that a replay answers the same.
 */
final class Timeliness {
  /** 2020-11-18 17:20:00 +08:00, sent by a firmware whose clock is not set (spec clause 7.7). */
  private static final long DEFAULT_CLOCK = 1_605_691_200L;

  private static final long DAY = 86_400;

  private Timeliness() {}

  /** Why an item of this second is not stored but only pointed at; null if it is stored. */
  static @Nullable QuarantineReason reason(long second, long receivedMillis, Dossier dossier) {
    if (second - DAY > Math.floorDiv(receivedMillis, 1000L)) {
      return QuarantineReason.FUTURE;
    }
    if (second == DEFAULT_CLOCK) {
      return QuarantineReason.DEFAULT_CLOCK;
    }
    return dossier.beforeFiling(second) ? QuarantineReason.BEFORE_FILING : null;
  }
}
