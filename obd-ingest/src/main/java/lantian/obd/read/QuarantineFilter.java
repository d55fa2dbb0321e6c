package lantian.obd.read;

import java.time.Instant;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Which quarantined frames are meant; a null means that the question is not asked.
 *
 * @param vin claimed by the frame
 * @param reason code of the reason
 * @param from received at or after
 * @param to received before
 */
public record QuarantineFilter(
    @Nullable Vin vin, @Nullable String reason, @Nullable Instant from, @Nullable Instant to) {
  /** Everything. */
  public static final QuarantineFilter ALL = new QuarantineFilter(null, null, null, null);
}
