package lantian.obd.rule.state;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Wording;
import lantian.proto.CityTime;

/** Pieces of the sentences that owners read. */
public final class Phrases {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);

  private final Wording when;

  private Phrases(Wording when) {
    this.when = when;
  }

  /** From when to when. */
  public static Phrases span(Episode episode, boolean closed) {
    String start = time(episode.start());
    String last = time(episode.last());
    return new Phrases(
        closed
            ? new Wording(start + "至" + last, "From " + start + " to " + last)
            : new Wording("自" + start + "起（未结束）", "Since " + start + " (still going on)"));
  }

  /** The whole sentence. */
  public Wording with(String zh, String en) {
    return new Wording(when.zh() + "，" + zh + "。", when.en() + ", " + en + ".");
  }

  /** Thousandths as a plain decimal. */
  public static String number(long milli) {
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  private static String time(long second) {
    return TIME.format(Instant.ofEpochSecond(second));
  }
}
