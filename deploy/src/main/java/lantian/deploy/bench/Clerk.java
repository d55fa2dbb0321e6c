package lantian.deploy.bench;

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

/** One who works at the desk over HTTP and looks at the clock (测试用户). */
final class Clerk {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client;
  private final String desk;
  private String cookie = "";
  private String csrf = "";

  private Clerk(HttpClient client, String desk) {
    this.client = client;
    this.desk = desk;
  }

  /**
   * An answer.
   *
   * @param nanos from the asking to its last byte
   */
  record Answer(byte[] bytes, String tag, long nanos) {
    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Nobody in particular. */
  static Clerk nobody(HttpClient client, String desk) {
    return new Clerk(client, desk);
  }

  /** Signs in with a one-time password and changes it. */
  static Clerk signedIn(HttpClient client, String desk, String name, String once, String password)
      throws InterruptedException {
    Clerk clerk = new Clerk(client, desk);
    clerk.csrf = clerk.signIn(name, once);
    clerk.csrf =
        clerk
            .good("PUT", "/v1/me/password", "", Map.of("old", once, "new", password))
            .json()
            .get("csrf")
            .asText();
    return clerk;
  }

  /** Signs in with a password of his own. */
  static Clerk back(HttpClient client, String desk, String name, String password)
      throws InterruptedException {
    Clerk clerk = new Clerk(client, desk);
    clerk.csrf = clerk.signIn(name, password);
    return clerk;
  }

  private String signIn(String name, String password) throws InterruptedException {
    return good("POST", "/v1/session", "", Map.of("name", name, "password", password))
        .json()
        .get("csrf")
        .asText();
  }

  Answer get(String path) throws InterruptedException {
    return good("GET", path, "", null);
  }

  Answer post(String path, String tag, Object body) throws InterruptedException {
    return good("POST", path, tag, body);
  }

  private Answer good(String method, String path, String tag, @Nullable Object body)
      throws InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(desk + path))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .header("Accept-Encoding", path.startsWith("/v1/") ? "identity" : "gzip")
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
      long begun = System.nanoTime();
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      long took = System.nanoTime() - begun;
      if (answer.statusCode() != 200) {
        String said = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        throw Failure.failed(
            "the desk answers %s with %d: %s".formatted(path, answer.statusCode(), said));
      }
      answer
          .headers()
          .firstValue("set-cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      return new Answer(answer.body(), answer.headers().firstValue("etag").orElse(""), took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
