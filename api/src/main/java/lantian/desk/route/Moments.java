package lantian.desk.route;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** Times as the desk writes them: ISO 8601, +08:00. */
public final class Moments {
  private Moments() {}

  /** The moment as text, to the millisecond where it has any. */
  public static String text(Instant moment) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atOffset(CityTime.ZONE));
  }

  /** The same for what may be missing. */
  public static @Nullable String textOrNull(@Nullable Instant moment) {
    return moment == null ? null : text(moment);
  }
}
