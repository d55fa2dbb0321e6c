package lantian.desk.evidence;

import java.util.regex.Pattern;

/**
 * Address of a file in the evidence store (证据地址): the SHA-256 of its bytes, so that whoever holds
 * the address can tell whether the file is still the one meant.
 *
 * @param text 64 lower-case hex digits
 */
public record EvidenceId(String text) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Refuses everything else, so that no word of a stranger ever becomes part of a path. */
  public EvidenceId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("an evidence address has 64 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
