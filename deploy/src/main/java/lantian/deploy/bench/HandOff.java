package lantian.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lantian.deploy.console.Failure;

/** A receiver of webhooks, and the way of moves to it (送出耗时). */
final class HandOff implements AutoCloseable {
  private static final int MOST = 10_000;
  private static final int SECONDS = 20;

  private final HttpServer server;
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>(MOST);

  private record Arrived(String body, long nanos) {}

  /** Listens on this machine. */
  HandOff() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    arrived.offer(new Arrived(body, now));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** Settings of a server that sends everything here. */
  Path settings(Path folder) throws IOException {
    Path secret =
        Files.writeString(
            folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    return Files.writeString(
        folder.resolve("settings.yaml"),
        """
        desk:
          delivery:
            webhooks:
              bench:
                address: http://127.0.0.1:%d/
                secretFile: %s
                oldSecretFile: null
                role: ECOLOGY
                organisation: null
                county: null
        """
            .formatted(server.getAddress().getPort(), secret));
  }

  /** Milliseconds from the sending of a move until the receiver has it, move after move. */
  List<Double> measure(Clerk clerk, int moves) throws InterruptedException {
    List<Double> times = new ArrayList<>();
    JsonNode rows =
        clerk.get("/v1/cases?state=candidate&limit=" + Math.min(500, moves)).json().get("rows");
    for (JsonNode row : rows) {
      String id = row.get("id").asText();
      String tag = clerk.get("/v1/cases/" + id).tag();
      arrived.clear();
      long begun = System.nanoTime();
      clerk.post(
          "/v1/cases/" + id + "/transitions",
          tag,
          Map.of("move", "dismiss", "reason", "测试", "data", Map.of()));
      times.add((awaited(id) - begun) / 1e6);
    }
    return times;
  }

  private long awaited(String id) throws InterruptedException {
    while (true) {
      Arrived one = arrived.poll(SECONDS, TimeUnit.SECONDS);
      if (one == null) {
        throw Failure.failed("no webhook came within " + SECONDS + " s of a move");
      }
      if (one.body().contains(id)) {
        return one.nanos();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
