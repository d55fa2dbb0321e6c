package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lantian.desk.register.DeskRegister;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.Test;

/** A database that hangs takes readiness away, not life; and answers stay bounded in time. */
class ReadinessIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aHangingDatabaseIsNotReadyAndAlive() {
    AtomicBoolean receiving = new AtomicBoolean(true);
    try (MongoSet set = MongoSet.start(1)) {
      MongoDatabase database = set.freshDatabase().withTimeout(10, TimeUnit.SECONDS);
      SecureRandom random = new SecureRandom();
      InstantSource clock = InstantSource.system();
      try (Desk desk =
          new Desk(
              TestDesk.settings(),
              database,
              new DeskRegister(set.client(), database, clock, random),
              new FakeObd(),
              TestDesk.evidence(),
              receiving::get,
              clock,
              random,
              new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
        int port = desk.start();
        await(port, "/ready", 200);
        receiving.set(false);
        await(port, "/ready", 503);
        receiving.set(true);
        await(port, "/ready", 200);
        set.pause();
        try {
          await(port, "/ready", 503);
          assertThat(status(port, "/live")).isEqualTo(200);
          assertThat(status(port, "/metrics")).isEqualTo(200);
          long start = System.nanoTime();
          assertThat(signIn(port)).isEqualTo(503);
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isLessThan(Duration.ofSeconds(20));
        } finally {
          set.resume();
        }
        await(port, "/ready", 200);
        desk.closing();
        assertThat(status(port, "/ready")).isEqualTo(503);
        assertThat(status(port, "/live")).isEqualTo(200);
      }
    }
  }

  private void await(int port, String path, int status) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (status(port, path) != status) {
      assertThat(System.nanoTime()).as("%s never %s", path, status).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private int status(int port, String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).GET());
  }

  private int signIn(int port) {
    String body = new JsonObject().put("name", "admin").put("password", "x").encode();
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private int send(HttpRequest.Builder request) {
    try {
      return client
          .send(
              request.timeout(Duration.ofSeconds(40)).build(), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
