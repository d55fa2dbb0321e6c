package lantian.obd.read;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** Times as they are printed, in +08:00. */
final class Times {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").withZone(CityTime.ZONE);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(CityTime.ZONE);

  private Times() {}

  /** A moment of the server with milliseconds. */
  static String text(long epochMillis) {
    return MILLIS.format(Instant.ofEpochMilli(epochMillis));
  }

  /** A collection second, as in the decode output. */
  static String second(long epochSecond) {
    return SECOND.format(Instant.ofEpochSecond(epochSecond));
  }

  /** A stored moment with milliseconds, null if there is none. */
  static @Nullable String text(@Nullable Date date) {
    return date == null ? null : text(date.toInstant().toEpochMilli());
  }
}
