package lantian.desk.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Function;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** A fault as RFC 9457 wants it, in both languages (错误应答). */
final class Problem {
  private Problem() {}

  /**
   * As an endpoint answers it.
   *
   * @param place the place in the body that a field's name means, null if it is not in the body
   */
  static JsonObject of(
      Refusal refusal,
      boolean english,
      String requestId,
      Function<FieldError, @Nullable String> place) {
    Fault fault = refusal.fault();
    JsonArray errors = new JsonArray();
    for (FieldError error : refusal.errors()) {
      errors.add(error(error, english).put("pointer", place.apply(error)));
    }
    JsonObject problem = new JsonObject();
    refusal.more().forEach((member, words) -> problem.put(member, new JsonArray(words)));
    return problem
        .put("type", "urn:lantian:problem:" + fault.name().toLowerCase(Locale.ROOT))
        .put("title", english ? fault.en() : fault.zh())
        .put("status", fault.status())
        .put("code", fault.name())
        .put("instance", "urn:lantian:request:" + requestId)
        .put("titles", texts(fault.zh(), fault.en()))
        .put("errors", errors);
  }

  static JsonObject error(FieldError error, boolean english) {
    return new JsonObject()
        .put("field", error.field())
        .put("pointer", error.pointer())
        .put("row", error.row())
        .put("code", error.code())
        .put("message", english ? error.en() : error.zh())
        .put("messages", texts(error.zh(), error.en()));
  }

  private static JsonObject texts(String zh, String en) {
    return new JsonObject().put("zh", zh).put("en", en);
  }
}
