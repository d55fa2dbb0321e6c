package lantian.deploy.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One officer at a desk that may be killed at any moment; the session outlives it. */
final class CaseClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A desk that is started again has another port, so no dead connection is taken again. */
  private final HttpClient client = HttpClient.newHttpClient();

  private final String name;
  private String cookie = "";
  private String csrf = "";

  /** An answer. */
  record Answer(int status, String tag, JsonNode body) {}

  CaseClient(String name) {
    this.name = name;
  }

  /** Signs in with a one-time password and changes it. */
  CaseClient signIn(String desk, String once) throws Exception {
    take(send(desk, "POST", "/v1/session", Map.of(), Map.of("name", name, "password", once)));
    Map<String, String> change = Map.of("old", once, "new", "Kill-Horse-7319");
    take(send(desk, "PUT", "/v1/me/password", Map.of(), change));
    return this;
  }

  private void take(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    answer
        .headers()
        .firstValue("set-cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    csrf = JSON.readTree(answer.body()).get("csrf").asText();
  }

  Answer get(String desk, String path) throws Exception {
    return answer(send(desk, "GET", path, Map.of(), null));
  }

  /** Moves a case; fails with an {@link IOException} if the desk dies before it has answered. */
  Answer move(String desk, String at, String tag, String key, Step step) throws Exception {
    return answer(
        send(
            desk,
            "POST",
            at + "/transitions",
            Map.of("If-Match", tag, "Idempotency-Key", key),
            Map.of("move", step.move(), "reason", "杀进程试验", "data", step.data())));
  }

  /** One move of the walk: who, what, with which data. */
  record Step(String who, String move, Map<String, String> data) {}

  private static Answer answer(HttpResponse<String> said) throws IOException {
    return new Answer(
        said.statusCode(),
        said.headers().firstValue("etag").orElse(""),
        JSON.readTree(said.body()));
  }

  private HttpResponse<String> send(
      String desk, String method, String path, Map<String, String> headers, @Nullable Object body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(desk + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("X-CSRF-Token", csrf)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
