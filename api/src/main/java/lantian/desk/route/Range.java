package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import org.jspecify.annotations.Nullable;

/**
 * The time range of a list (时间范围), never longer than allowed. What the caller leaves open is filled
 * in and told with the answer, so that nothing is cut off in silence.
 *
 * @param from first moment
 * @param to first moment behind it, null if it is open: then it is not longer than allowed up to
 *     now
 */
record Range(Instant from, @Nullable Instant to) {
  /**
   * The range that a call asks for by {@code from} and {@code to}.
   *
   * @throws Refusal if it is empty or longer than {@code longest}
   */
  static Range of(Call call, Instant now, Duration longest) {
    return of(call.inputs(), now, longest);
  }

  /** The same of parameters alone. */
  static Range of(Inputs inputs, Instant now, Duration longest) {
    Instant from = inputs.moment("from");
    Instant to = inputs.moment("to");
    Instant end = to == null ? now : to;
    if (from == null) {
      return new Range(end.minus(longest), to);
    }
    refuseBad(from, to == null && from.isAfter(now) ? null : end, longest);
    return new Range(from, to);
  }

  /** Refuses a range that is empty or longer than allowed; a null end is not judged. */
  static void refuseBad(Instant from, @Nullable Instant to, Duration longest) {
    if (to == null) {
      return;
    }
    if (!to.isAfter(from)) {
      throw refused("EMPTY_RANGE", "结束时间须晚于开始时间", "to must be after from");
    }
    if (Duration.between(from, to).compareTo(longest) > 0) {
      long days = longest.toDays();
      throw refused(
          "RANGE_TOO_LONG",
          "时间范围最长" + days + "天，请用 from、to 缩小范围",
          "the range may be " + days + " days at most; narrow it with from and to");
    }
  }

  /** True for what lies in it. */
  boolean holds(Instant moment) {
    return !moment.isBefore(from) && (to == null || moment.isBefore(to));
  }

  /** Puts it into the answer. */
  JsonObject tell(JsonObject answer) {
    return answer.put("from", Moments.text(from)).put("to", Moments.textOrNull(to));
  }

  private static Refusal refused(String code, String zh, String en) {
    return new Refusal(Fault.INVALID, List.of(FieldError.of("to", code, zh, en)));
  }
}
