package lantian.desk.outbox;

import java.util.regex.Pattern;

/**
 * What makes a notice the same wherever it is seen (事项编号): the record that it comes from and the
 * number in that record. Constant from the commit on, over restarts and repeats.
 *
 * @param source opaque id of the record, such as a case: letters, digits, {@code _} and {@code -}
 * @param number number of the entry in the record, from 0
 */
public record NoticeId(String source, long number) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /** Refuses what could not stand in a header or a file name. */
  public NoticeId {
    if (!WORD.matcher(source).matches() || number < 0) {
      throw new IllegalArgumentException("a notice's source is a short opaque word");
    }
  }

  /** Both as one word, as receivers see it. */
  public String text() {
    return source + "-" + number;
  }
}
