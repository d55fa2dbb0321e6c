package lantian.obd.read;

import java.time.Instant;
import java.util.Map;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Answer to "why is my truck not shown" (未显示原因).
 *
 * @param vin the vehicle asked for
 * @param causes what speaks against its being shown, the weightiest first; empty if nothing does
 * @param received when anything was last received that claims this VIN, null if nothing ever was
 * @param collected collection time of the latest item taken, null if none was
 * @param filed true if the terminal register has an entry for it now
 * @param sender proof of its latest packet
 * @param chunks stored chunks of it
 * @param quarantined quarantined frames by reason
 */
public record Silence(
    Vin vin,
    java.util.List<Cause> causes,
    @Nullable Instant received,
    @Nullable Instant collected,
    boolean filed,
    Sender sender,
    long chunks,
    Map<String, Long> quarantined) {
  /** Copies list and map. */
  public Silence {
    causes = java.util.List.copyOf(causes);
    quarantined = Map.copyOf(quarantined);
  }

  /** What may keep a vehicle off the map. */
  public enum Cause {
    /** No frame with this VIN was ever logged. */
    NEVER_RECEIVED,
    /** Frames came, and none of them could be taken. */
    ONLY_QUARANTINED,
    /** Only logins, time syncs and the like came. */
    NO_DATA_ITEMS,
    /** Nothing came for more than a day. */
    SILENT_FOR_A_DAY,
    /** Data comes, but its collection times are more than a day old. */
    OLD_DATA,
    /** The VIN has no entry in the terminal register. */
    UNFILED,
    /** It is filed, and the latest packet did not prove its sender. */
    UNVERIFIED
  }
}
