package lantian.deploy.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import lantian.proto.CityTime;

/**
 * A moment on the command line: a date, or date and time, in +08:00 unless it names another offset.
 *
 * @param at the moment
 */
record Moment(Instant at) {
  /** Reads {@code 2026-11-23}, {@code 2026-11-23T10:00} or {@code 2026-11-23T10:00:00+08:00}. */
  static Moment of(String text) {
    try {
      if (text.length() <= 10) {
        return new Moment(LocalDate.parse(text).atStartOfDay().toInstant(CityTime.ZONE));
      }
      boolean offset = text.endsWith("Z") || text.substring(11).matches(".*[+-]\\d\\d:\\d\\d");
      return new Moment(
          offset
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(CityTime.ZONE));
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          text + " is no time such as 2026-11-23 or 2026-11-23T10:00:00+08:00", e);
    }
  }
}
