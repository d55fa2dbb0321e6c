package lantian.desk.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an error is, in bodies with parts. */
class ViolationTest {
  private static final Validator CHECK =
      Validator.create(
          JsonSchema.of(
              new JsonObject(
                  """
                  {"type": "object", "properties": {"rows": {"type": "array", "items":
                    {"type": "object", "required": ["vin"], "additionalProperties": false,
                     "properties": {"vin": {"type": "string", "maxLength": 3}}}}}}
                  """)),
          new JsonSchemaOptions()
              .setBaseUri("app://test")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));

  @Test
  void aPartIsPointedAtByItsPlace() {
    assertThat(told(new JsonObject().put("vin", "ok"), new JsonObject().put("vin", "long")))
        .contains("TOO_LONG rows.1.vin /rows/1/vin");
    assertThat(told(new JsonObject())).contains("MISSING rows.0.vin /rows/0/vin");
    assertThat(told(new JsonObject().put("vin", "ok").put("more", 1)))
        .contains("UNKNOWN rows.0.more /rows/0/more");
    assertThat(told(new JsonObject().put("vin", "ok"))).isEmpty();
  }

  @Test
  void aParameterHasNoPlace() {
    var checked = CHECK.validate(new JsonObject().put("rows", 1));
    assertThat(Violation.of("limit", checked))
        .allMatch(error -> error.pointer() == null && error.field().equals("limit"));
  }

  private static List<String> told(JsonObject... rows) {
    JsonObject body = new JsonObject().put("rows", new JsonArray(List.of(rows)));
    return Violation.of("", CHECK.validate(body)).stream()
        .map(error -> error.code() + " " + error.field() + " " + error.pointer())
        .toList();
  }
}
