package lantian.desk.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static JsonObject list(int rows) {
    JsonArray all = new JsonArray();
    IntStream.range(0, rows).forEach(all::add);
    return new JsonObject().put("rows", all).put("next", null);
  }

  @Test
  void aShortListIsHeldWhole() {
    JsonObject body = list(AnswerCheck.HELD_ROWS);
    assertThat(AnswerCheck.held(body)).isSameAs(body);
    JsonObject none = new JsonObject().put("id", "x");
    assertThat(AnswerCheck.held(none)).isSameAs(none);
  }

  @Test
  void ofALongOneItsEndsAreHeldAndItGoesOutWhole() {
    JsonObject body = list(50);
    JsonObject held = AnswerCheck.held(body);
    assertThat(held.getJsonArray("rows")).containsExactly(0, 49, 1, 48, 2, 47, 3, 46, 4, 45);
    assertThat(held.fieldNames()).isEqualTo(body.fieldNames());
    assertThat(body).isEqualTo(list(50));
  }
}
