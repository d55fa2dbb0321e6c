package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import lantian.desk.oidc.SignOnSettings;

/**
 * A provider that others wrote, in a process of its own (外部统一认证服务): it knows the desk as a
 * registered client with a secret, and holds it to its redirect address, a nonce and PKCE.
 */
final class ForeignProvider implements AutoCloseable {
  private final Process process;
  private final String issuer;

  ForeignProvider() throws IOException, InterruptedException {
    Path log = Path.of("target", "oidc-provider.txt");
    process =
        new ProcessBuilder(program(), "src/test/resources/oidc_provider.py")
            .redirectError(log.toFile())
            .start();
    BufferedReader says = process.inputReader(StandardCharsets.UTF_8);
    String port = says.readLine();
    if (port == null) {
      throw new IllegalStateException(Files.readString(log));
    }
    issuer = "http://127.0.0.1:" + port;
  }

  private static String program() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("lantian.root"), "deploy", "oidc-provider-path");
    Process found =
        new ProcessBuilder(script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(found.waitFor()).isZero();
    return path.strip();
  }

  String issuer() {
    return issuer;
  }

  /**
   * Over a connection of its own: the provider closes each after one answer and does not say so.
   */
  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** Registers a desk that browsers see here; what it is to be set to. */
  SignOnSettings register(String redirectBase) throws IOException, InterruptedException {
    JsonObject wanted =
        new JsonObject().put("redirect_uris", new JsonArray().add(redirectBase + "/"));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer + "/oauth2/clients"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wanted.encode()))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonObject made = new JsonObject(answer.body());
    Path secret = Files.createTempFile(Path.of("target"), "foreign", ".secret");
    Files.writeString(secret, made.getString("client_secret") + "\n");
    return new SignOnSettings(
        URI.create(issuer),
        made.getString("client_id"),
        secret,
        URI.create(redirectBase),
        "sub",
        Duration.ofSeconds(10));
  }

  /** Signs somebody in where the desk sent the browser to; what it comes back with. */
  Map<String, String> signIn(String location, String subject)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(location))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "sub=" + URLEncoder.encode(subject, StandardCharsets.UTF_8)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    String back = answer.headers().firstValue("location").orElseThrow();
    return TestProvider.form(Objects.requireNonNull(URI.create(back).getRawQuery()));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // Then it ends by itself.
    process.destroy();
  }
}
