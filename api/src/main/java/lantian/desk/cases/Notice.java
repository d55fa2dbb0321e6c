package lantian.desk.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import lantian.proto.CityTime;

/**
 * What the owner of a vehicle is told of a case (告知书): what was measured, which limit, what it
 * rests on in law, where the case stands, what to do until when, and how to object. Plain Chinese.
 *
 * @param title its heading
 * @param paragraphs in order
 */
public record Notice(String title, List<Paragraph> paragraphs) {
  /** The text on review and court, which hangs on a decision and not on a state. */
  static final String COURT = "appeal.court";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

  /** Copies the list. */
  public Notice {
    paragraphs = List.copyOf(paragraphs);
  }

  /** What a paragraph is about. */
  public enum Part {
    /** To whom. */
    TO,
    /** Which case, and of when this is. */
    CASE,
    /** What was measured and which limit. */
    MEASURED,
    /** What it rests on in law. */
    LAW,
    /** Where the case stands. */
    STANDING,
    /** What to do until when. */
    DUTY,
    /** How to object. */
    OBJECTION
  }

  /** One paragraph. */
  public record Paragraph(Part part, String text) {}

  /** All of it, a line for each paragraph. */
  public String text() {
    StringBuilder out = new StringBuilder(title).append('\n');
    paragraphs.forEach(paragraph -> out.append(paragraph.text()).append('\n'));
    return out.toString();
  }

  static String day(Instant moment) {
    return day(CityTime.day(moment));
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }
}
