package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An error says where in the body it is. */
class PointerIT {
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void whatTheContractRefusesIsPointedAt() {
    JsonObject wanted =
        new JsonObject().put("name", "Capital Letters").put("role", "KING").put("a/b~c", true);
    assertThat(pointers(desk.post("/v1/users", desk.as(Role.SECURITY), wanted)))
        .contains("PATTERN /name", "ENUM /role", "MISSING /display", "UNKNOWN /a~1b~0c");
  }

  @Test
  void whatTheOperationRefusesIsPointedAtToo() {
    JsonObject user =
        new JsonObject().put("name", "pointed").put("display", "某人").put("role", "POLICE");
    desk.ok(desk.post("/v1/users", desk.as(Role.SECURITY), user));
    assertThat(pointers(desk.post("/v1/users", desk.as(Role.SECURITY), user)))
        .containsExactly("TAKEN /name");
    JsonObject station = user.copy().put("name", "other").put("role", "STATION");
    assertThat(pointers(desk.post("/v1/users", desk.as(Role.SECURITY), station)))
        .containsExactly("MISSING /organisation");
    JsonObject both = new JsonObject().put("vin", TestDesk.VIN.text()).put("plate", TestDesk.PLATE);
    assertThat(pointers(desk.post("/v1/vehicles/search", desk.as(Role.POLICE), both)))
        .containsExactly("ONE_OF ");
  }

  @Test
  void whatIsNotInTheBodyHasNoPointer() {
    assertThat(pointers(desk.get("/v1/findings?limit=0", desk.as(Role.POLICE))))
        .containsExactly("TOO_SMALL null");
    String self = desk.desk.accounts().byName("security").orElseThrow().id();
    HttpResponse<String> answer =
        desk.post("/v1/users/" + self + "/password", desk.as(Role.SECURITY), new JsonObject());
    assertThat(pointers(answer)).containsExactly("SELF null");
    assertThat(pointers(desk.get("/v1/nowhere", desk.as(Role.POLICE)))).isEmpty();
  }

  @Test
  void aNameNobodyExpectsIsNotRepeatedAtLength() {
    JsonObject wanted = new JsonObject().put("x".repeat(200), 1);
    HttpResponse<String> answer = desk.post("/v1/users", desk.as(Role.SECURITY), wanted);
    assertThat(answer.body()).doesNotContain("x".repeat(81));
    assertThat(pointers(answer)).contains("UNKNOWN ");
  }

  private static List<String> pointers(HttpResponse<String> answer) {
    JsonObject problem = new JsonObject(answer.body());
    assertThat(Declared.problemErrors(problem)).isEmpty();
    return problem.getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .map(error -> error.getString("code") + " " + error.getString("pointer"))
        .toList();
  }
}
