package lantian.desk.route;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
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

  /** Refuses a range that is empty or longer than allowed; open ends are judged by the caller. */
  static void refuseBadRange(@Nullable Instant from, @Nullable Instant to, Duration longest) {
    if (from == null || to == null) {
      return;
    }
    if (!to.isAfter(from)) {
      throw refused("EMPTY_RANGE", "结束时间须晚于开始时间", "to must be after from");
    }
    if (Duration.between(from, to).compareTo(longest) > 0) {
      throw refused(
          "RANGE_TOO_LONG",
          "时间范围最长" + longest.toDays() + "天",
          "the range may be " + longest.toDays() + " days at most");
    }
  }

  private static Refusal refused(String code, String zh, String en) {
    return new Refusal(Fault.INVALID, List.of(FieldError.of("to", code, zh, en)));
  }
}
