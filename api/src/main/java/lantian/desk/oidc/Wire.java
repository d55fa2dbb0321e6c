package lantian.desk.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the provider (与认证服务通信): encrypted or on this machine, within a deadline, short answers only,
 * and following nobody elsewhere. Calls block.
 */
final class Wire implements AutoCloseable {
  /** Metadata, keys and tokens are a few KiB. */
  private static final int LONGEST = 256 << 10;

  private final HttpClient client = client();
  private final Duration deadline;

  Wire(Duration deadline) {
    this.deadline = deadline;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** An answer, whatever its status. */
  record Reply(int status, Map<String, Object> json) {}

  Map<String, Object> get(URI address) throws Distrust {
    Reply reply = send(client, HttpRequest.newBuilder(checked(address)).GET());
    if (reply.status() != 200) {
      throw new Distrust(Distrust.Reason.AWAY);
    }
    return reply.json();
  }

  /**
   * Over a connection of its own: one kept from an earlier call may be closed by the provider as
   * the request is sent, and a code that is good once can't be sent again (RFC 9112 section 9.3.1).
   */
  Reply post(URI address, String form, Map<String, String> headers) throws Distrust {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    headers.forEach(request::header);
    HttpClient own = client();
    try {
      return send(own, request);
    } finally {
      own.shutdownNow();
    }
  }

  /** The address, if it may be gone to. */
  static URI checked(URI address) throws Distrust {
    if (!SignOnSettings.safe(address)) {
      throw new Distrust(Distrust.Reason.AWAY);
    }
    return address;
  }

  private Reply send(HttpClient client, HttpRequest.Builder request) throws Distrust {
    HttpRequest asked = request.header("Accept", "application/json").timeout(deadline).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(asked, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
    try {
      // The request's own deadline ends with the head of the answer; this one covers its body.
      HttpResponse<byte[]> got = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      String text = new String(got.body(), StandardCharsets.UTF_8);
      return new Reply(got.statusCode(), JSONObjectUtils.parse(text));
    } catch (ExecutionException | TimeoutException | ParseException e) {
      throw new Distrust(Distrust.Reason.AWAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Distrust(Distrust.Reason.AWAY);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
