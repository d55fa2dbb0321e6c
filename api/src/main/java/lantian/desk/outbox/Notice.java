package lantian.desk.outbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * One committed entry of a record that others are to be told of (待发事项).
 *
 * @param id constant id
 * @param kind what happened, such as {@code case.transferred}: small letters, digits and points
 * @param subject opaque id of what it is about; never a plate or VIN
 * @param audience whom it is for
 * @param at when it happened, to the millisecond
 * @param data what receivers are told of it, as canonical JSON; nothing personal beyond what all of
 *     the audience may see unmasked
 */
public record Notice(
    NoticeId id, String kind, String subject, Audience audience, Instant at, String data) {
  private static final int LONGEST_DATA = 64 << 10;
  private static final Pattern KIND = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+){0,5}");

  /** Refuses what a receiver could not be sent. */
  public Notice {
    if (!KIND.matcher(kind).matches() || subject.isEmpty() || subject.length() > 300) {
      throw new IllegalArgumentException("a notice has a kind of small words and a subject");
    }
    if (!data.startsWith("{") || data.length() > LONGEST_DATA) {
      throw new IllegalArgumentException("the data of a notice is one JSON object of up to 64 KiB");
    }
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Without what it tells. */
  @Override
  public String toString() {
    return "Notice[" + id.text() + " " + kind + "]";
  }
}
