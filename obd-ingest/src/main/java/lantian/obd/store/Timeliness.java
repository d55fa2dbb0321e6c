package lantian.obd.store;

import lantian.obd.chunk.Dossier;
import lantian.obd.packet.CollectionTime;
import lantian.obd.packet.QuarantineReason;
import org.jspecify.annotations.Nullable;

/** Which collection seconds of a vehicle can be stored (采集时间检查). */
final class Timeliness {
  private Timeliness() {}

  /** Why an item of this second is not stored but only pointed at; null if it is stored. */
  static @Nullable QuarantineReason reason(long second, long receivedMillis, Dossier dossier) {
    QuarantineReason doubt = CollectionTime.doubt(second, receivedMillis);
    if (doubt != null) {
      return doubt;
    }
    return dossier.beforeFiling(second) ? QuarantineReason.BEFORE_FILING : null;
  }
}
