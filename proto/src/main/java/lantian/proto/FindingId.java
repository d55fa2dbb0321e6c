package lantian.proto;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Identity of a finding (线索编号): the same measurements, rule and first moment always give the same
 * id.
 *
 * @param text 32 lower-case hex digits
 */
public record FindingId(String text) {
  /** Refuses anything but 32 lower-case hex digits. */
  public FindingId {
    if (!text.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a finding id has 32 hex digits");
    }
  }

  /** The id of what {@code rule} saw at {@code subject} from {@code firstStart} on. */
  public static FindingId of(String subject, String rule, Instant firstStart) {
    String source = subject + '\n' + rule + '\n' + firstStart.getEpochSecond();
    byte[] digest = Sm3.of(source.getBytes(StandardCharsets.UTF_8));
    return new FindingId(HexFormat.of().formatHex(digest, 0, 16));
  }

  @Override
  public String toString() {
    return text;
  }
}
