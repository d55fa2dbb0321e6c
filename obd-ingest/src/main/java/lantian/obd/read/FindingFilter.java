package lantian.obd.read;

import java.time.Instant;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are meant; a null means that the question is not asked.
 *
 * @param vin of this vehicle
 * @param rule of this rule
 * @param state in this state; null means open and closed, not withdrawn ones, unless {@code
 *     changedAfter} is asked, which shows all
 * @param from that last to this moment or beyond
 * @param to that begin before this moment
 * @param verified true: all they rest on is from proven senders; false: not so
 * @param changedAfter written after this moment, for whoever follows findings
 */
public record FindingFilter(
    @Nullable Vin vin,
    @Nullable String rule,
    @Nullable FoundState state,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Boolean verified,
    @Nullable Instant changedAfter) {
  /** Every finding that stands. */
  public static final FindingFilter ALL =
      new FindingFilter(null, null, null, null, null, null, null);
}
