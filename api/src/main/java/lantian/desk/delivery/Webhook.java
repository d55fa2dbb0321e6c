package lantian.desk.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lantian.desk.outbox.Event;

/** Sends events to an address, signed (推送), as Standard Webhooks 1.0.0 has it. */
final class Webhook implements Way {
  private final WebhookAddress address;
  private final WebhookSecrets secrets;
  private final Duration patience;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /** A receiver as the settings have it; throws if its address is none. */
  Webhook(DeliverySettings.Webhook settings, Duration patience, InstantSource clock) {
    this(
        settings.address(),
        WebhookSecrets.files(settings.secretFile(), settings.oldSecretFile()),
        patience,
        clock);
  }

  /** To an address; throws if nothing may be sent there. */
  Webhook(URI address, WebhookSecrets secrets, Duration patience, InstantSource clock) {
    this.address = WebhookAddress.of(address);
    this.secrets = secrets;
    this.patience = patience;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .executor(threads)
            .build();
  }

  @Override
  public Kind kind() {
    return Kind.WEBHOOK;
  }

  @Override
  public String place() {
    return address.place();
  }

  @Override
  public Outcome hand(Event event) throws InterruptedException {
    long start = System.nanoTime();
    byte[] body = event.text().getBytes(StandardCharsets.UTF_8);
    long timestamp = clock.instant().getEpochSecond();
    String signatures;
    try {
      signatures = signatures(event.id(), timestamp, body);
    } catch (IOException | IllegalArgumentException e) {
      return failed(Outcome.Failure.SECRET, 0, start);
    }
    try {
      if (!address.allowed()) {
        return failed(Outcome.Failure.ADDRESS, 0, start);
      }
      HttpRequest request =
          HttpRequest.newBuilder(address.uri())
              .timeout(patience)
              .header("Content-Type", "application/json")
              .header("User-Agent", "lantian")
              .header("webhook-id", event.id())
              .header("webhook-timestamp", Long.toString(timestamp))
              .header("webhook-signature", signatures)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      // The status says it all; whatever else it sends is not read.
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      return outcome(answer.statusCode(), start);
    } catch (HttpTimeoutException e) {
      return failed(Outcome.Failure.TIMEOUT, 0, start);
    } catch (IOException e) {
      return failed(Outcome.Failure.UNREACHABLE, 0, start);
    }
  }

  /** With both secrets while both are there: the receiver takes either. */
  private String signatures(String id, long timestamp, byte[] body) throws IOException {
    List<String> all = new ArrayList<>();
    for (WebhookSecret secret : secrets.now()) {
      all.add(secret.sign(id, timestamp, body));
    }
    return String.join(" ", all);
  }

  private static Outcome outcome(int status, long start) {
    return switch (status / 100) {
      case 2 -> new Outcome.Delivered(status, since(start));
      case 3 -> failed(Outcome.Failure.REDIRECT, status, start);
      default ->
          failed(status == 410 ? Outcome.Failure.GONE : Outcome.Failure.STATUS, status, start);
    };
  }

  private static Outcome failed(Outcome.Failure reason, int status, long start) {
    return new Outcome.Failed(reason, status, since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
