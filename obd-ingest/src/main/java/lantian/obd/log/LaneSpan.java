package lantian.obd.log;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A stretch of a lane without a gap (链段): its ends, and the hashes by which it hangs in the chain.
 *
 * @param writer number of the writer
 * @param lane its lane
 * @param first sequence of the first batch
 * @param last sequence of the last batch
 * @param frames frames in all of them
 * @param before hash of the batch before the first, hex; zeros if there is none
 * @param end hash of the last batch, hex
 * @param from receipt of the first batch's first frame
 * @param to receipt of the last batch's first frame
 */
public record LaneSpan(
    int writer,
    int lane,
    long first,
    long last,
    long frames,
    String before,
    String end,
    Instant from,
    Instant to) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Refuses what is no stretch. */
  public LaneSpan {
    if (first < 0 || last < first || frames < 0) {
      throw new IllegalArgumentException("no stretch: " + first + " to " + last);
    }
    if (!HASH.matcher(before).matches() || !HASH.matcher(end).matches()) {
      throw new IllegalArgumentException("a hash has 64 lower-case hex digits");
    }
  }

  /** How the lane is named in pins and reports. */
  public String name() {
    return Integer.toUnsignedString(writer) + "/" + lane;
  }

  /** Number of batches. */
  public long batches() {
    return last - first + 1;
  }

  /** True if the batch belongs to it. */
  public boolean holds(LogPosition position) {
    return position.writer() == writer
        && position.lane() == lane
        && position.sequence() >= first
        && position.sequence() <= last;
  }
}
