package lantian.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Looks each second how far the projector is behind the log (投影滞后). */
final class LagWatch implements AutoCloseable {
  private static final String METER = "lantian_obd_projector_lag ";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final Thread thread;
  private volatile double greatest = Double.NaN;
  private volatile boolean ended;

  /** Begins to look. */
  LagWatch(Child server) {
    String pages = server.ready().get("http").get("url").asText();
    request =
        HttpRequest.newBuilder(URI.create(pages).resolve("/metrics"))
            .timeout(Duration.ofSeconds(5))
            .build();
    thread = Thread.ofVirtual().start(this::watch);
  }

  /** Greatest lag seen, in seconds; NaN if none could be seen. */
  double greatest() {
    return greatest;
  }

  private void watch() {
    try {
      while (!ended) {
        look();
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      String page = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      page.lines()
          .filter(line -> line.startsWith(METER))
          .mapToDouble(line -> Double.parseDouble(line.substring(METER.length())))
          .forEach(lag -> greatest = greatest >= lag ? greatest : lag);
    } catch (IOException _) {
      // A page that comes late, or a server that is gone; what was seen stays.
    }
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    http.close();
  }
}
