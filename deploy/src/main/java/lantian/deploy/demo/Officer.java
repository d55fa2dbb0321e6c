package lantian.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/** One who works at the desk over HTTP, signed in as a person is (演示办案人). */
final class Officer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String desk;
  private String cookie = "";
  private String csrf = "";

  /** Somebody who has not signed in yet. */
  private Officer(HttpClient client, String desk) {
    this.client = client;
    this.desk = desk;
  }

  /** An answer: its body, and the tag of the state that it shows. */
  record Answer(JsonNode body, String tag) {}

  /** Signs in with a one-time password and changes it. */
  static Officer signedIn(
      HttpClient client, String desk, String name, String oneTimePassword, String password)
      throws InterruptedException {
    Officer officer = new Officer(client, desk);
    officer.take(
        officer.ask("POST", "/v1/session", "", Map.of("name", name, "password", oneTimePassword)));
    officer.take(
        officer.ask("PUT", "/v1/me/password", "", Map.of("old", oneTimePassword, "new", password)));
    return officer;
  }

  private void take(HttpResponse<String> answer) {
    answer
        .headers()
        .firstValue("set-cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    csrf = good(answer).body().get("csrf").asText();
  }

  /** Reads something. */
  Answer get(String path) throws InterruptedException {
    return good(ask("GET", path, "", null));
  }

  /** Does something; fails if it is refused. */
  Answer post(String path, Object body) throws InterruptedException {
    return good(ask("POST", path, "", body));
  }

  /**
   * Moves a case from the state that was read.
   *
   * @return false if that is refused: a gate is shut, or somebody was quicker
   */
  boolean move(String path, String tag, String move, String reason) throws InterruptedException {
    Map<String, Object> body = Map.of("move", move, "reason", reason, "data", Map.of());
    HttpResponse<String> answer = ask("POST", path + "/transitions", tag, body);
    if (answer.statusCode() == 409 || answer.statusCode() == 412) {
      return false;
    }
    good(answer);
    return true;
  }

  private HttpResponse<String> ask(String method, String path, String tag, @Nullable Object body)
      throws InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(desk + path))
              .timeout(PATIENCE)
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
      if (!tag.isEmpty()) {
        request.header("If-Match", tag);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer good(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw Failure.failed(
          "the desk answers %s with %d: %s"
              .formatted(answer.uri().getPath(), answer.statusCode(), answer.body()));
    }
    try {
      return new Answer(
          JSON.readTree(answer.body()), answer.headers().firstValue("etag").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
