package lantian.desk.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import lantian.desk.fault.FieldError;
import org.jspecify.annotations.Nullable;

/** Holds answers against the contract before they go out (应答核对). */
final class AnswerCheck {
  /** Rows of a list that are held against it. */
  static final int HELD_ROWS = 10;

  private AnswerCheck() {}

  static void check(Endpoint endpoint, Answer answer) {
    if (answer instanceof Answer.Later && endpoint.recordsAlways()) {
      throw new IllegalStateException(endpoint.id() + " is recorded and must not be asked again");
    }
    if (!(answer instanceof Answer.Json json)) {
      return;
    }
    @Nullable Validator schema = endpoint.answers().get(json.status());
    if (schema == null) {
      throw new IllegalStateException(endpoint.id() + " answers " + json.status());
    }
    if (!json.headers().keySet().equals(endpoint.headers().getOrDefault(json.status(), Set.of()))) {
      throw new IllegalStateException(endpoint.id() + " has other headers in the contract");
    }
    OutputUnit checked = schema.validate(held(json.body()));
    if (!Boolean.TRUE.equals(checked.getValid())) {
      throw new AnswerBreaksContract(endpoint.id(), Violation.of("", checked));
    }
  }

  /**
   * What is held against the contract: of a long list its first and last rows. The others come from
   * the same lines of code, and holding each of them was half of what a list cost.
   */
  static JsonObject held(JsonObject body) {
    if (!(body.getValue("rows") instanceof JsonArray rows) || rows.size() <= HELD_ROWS) {
      return body;
    }
    JsonArray some = new JsonArray();
    for (int i = 0; i < HELD_ROWS / 2; i++) {
      some.add(rows.getValue(i)).add(rows.getValue(rows.size() - 1 - i));
    }
    // Not copied: a shallow body with the same values.
    return new JsonObject(new LinkedHashMap<>(body.getMap())).put("rows", some);
  }

  /** A bug: an answer that the contract does not describe must not go out. */
  static final class AnswerBreaksContract extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerBreaksContract(String operation, List<FieldError> errors) {
      super(operation + " " + errors.stream().map(e -> e.field() + " " + e.code()).toList());
    }
  }
}
