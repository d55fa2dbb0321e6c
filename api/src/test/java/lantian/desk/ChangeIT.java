package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import lantian.desk.access.Role;
import lantian.desk.http.Declared;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever changes something says which state of it he read; of two, one is told. */
class ChangeIT {
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
  void ofTwoWhoReadTheSameStateOneIsTold() {
    String user = created("twice");
    String read = tag(desk.get(user, desk.as(Role.SECURITY)));
    HttpResponse<String> first = change(user, read, true);
    assertThat(first.statusCode()).isEqualTo(200);
    refused(change(user, read, false), 412, "CHANGED_SINCE");
    assertThat(desk.ok(desk.get(user, desk.as(Role.SECURITY))).getBoolean("disabled")).isTrue();
    assertThat(tag(first))
        .isNotEqualTo(read)
        .isEqualTo(tag(desk.get(user, desk.as(Role.SECURITY))));
    assertThat(change(user, tag(first), false).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherKindOfChangeIsAChangeToo() {
    String user = created("reset");
    String read = tag(desk.get(user, desk.as(Role.SECURITY)));
    desk.ok(desk.post(user + "/password", desk.as(Role.SECURITY), new JsonObject()));
    refused(change(user, read, true), 412, "CHANGED_SINCE");
  }

  @Test
  void aChangeOfNoStateOrOfNonsenseIsRefused() {
    String user = created("bare");
    refused(change(user, null, true), 428, "UNCONDITIONAL");
    for (String nonsense : new String[] {"*", "0", "W/\"0\"", "\"x\"", "\"0\", \"1\""}) {
      refused(change(user, nonsense, true), 400, "INVALID");
    }
    assertThat(desk.ok(desk.get(user, desk.as(Role.SECURITY))).getBoolean("disabled")).isFalse();
  }

  @Test
  void anAccountFromBeforeVersionsCanBeChanged() {
    String user = created("older");
    desk.database
        .getCollection("desk_users")
        .updateOne(
            com.mongodb.client.model.Filters.eq("name", "older"),
            com.mongodb.client.model.Updates.unset("version"));
    String read = tag(desk.get(user, desk.as(Role.SECURITY)));
    assertThat(change(user, read, true).statusCode()).isEqualTo(200);
    refused(change(user, read, false), 412, "CHANGED_SINCE");
  }

  /** Address of a new user, as the answer tells it. */
  private static String created(String name) {
    JsonObject wanted =
        new JsonObject().put("name", name).put("display", "新用户").put("role", "POLICE");
    HttpResponse<String> answer = desk.post("/v1/users", desk.as(Role.SECURITY), wanted);
    String at = answer.headers().firstValue("location").orElseThrow();
    assertThat(tag(answer)).isEqualTo(tag(desk.get(at, desk.as(Role.SECURITY))));
    return at;
  }

  private static HttpResponse<String> change(String user, @Nullable String read, boolean disabled) {
    HttpRequest.Builder request =
        desk.request("PATCH", user, desk.as(Role.SECURITY))
            .method("PATCH", TestDesk.json(new JsonObject().put("disabled", disabled)));
    return desk.send(read == null ? request : request.header("If-Match", read));
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("etag").orElseThrow();
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(Declared.problemErrors(problem)).isEmpty();
  }
}
