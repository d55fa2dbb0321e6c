package lantian.obd.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a terminal as it was logged (终端报文日志).
 *
 * @param position log position as hex
 * @param received when the server had it whole
 * @param address peer's IP address
 * @param command command byte
 * @param outcome what became of it
 * @param reason quarantine reason, null unless quarantined
 * @param hex the frame, lower-case hex; empty if it is archived
 * @param archived month whose archive holds it, as yyyy-mm; then address and command are not known
 *     here. Null while it is in the log
 */
public record LoggedFrame(
    String position,
    Instant received,
    String address,
    int command,
    Outcome outcome,
    @Nullable String reason,
    String hex,
    @Nullable String archived) {
  /** What became of a logged frame. */
  public enum Outcome {
    /** At least one item or event of it was taken. */
    TAKEN,
    /** Everything in it was known before. */
    REPEATED,
    /** Nothing of it could be taken. */
    QUARANTINED
  }
}
