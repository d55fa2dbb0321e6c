package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;

/** Whoever takes more than its share is told so, and nobody else notices. */
class LimitsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void bodiesThatDoNotArriveHoldUpNobodyElse() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try (TestDesk desk = new TestDesk(TestDesk.tight(3, 2, Duration.ofSeconds(8)))) {
      desk.as(Role.POLICE);
      desk.as(Role.ECOLOGY);
      for (int i = 0; i < 3; i++) {
        silent.add(announced(desk, "/v1/session", ""));
      }
      awaitTaken(silent);
      // All of this address' places for unsigned bodies are taken ...
      await(() -> code(desk.trySignIn("nobody", "x")).equals("BUSY_CALLER"));
      // ... and nothing else is.
      assertThat(desk.get("/v1/vehicles", desk.as(Role.POLICE)).statusCode()).isEqualTo(200);
      for (int i = 0; i < 2; i++) {
        silent.add(announced(desk, "/v1/vehicles/search", signed(desk.as(Role.POLICE))));
      }
      awaitTaken(silent);
      // The same for somebody who is known: its own places and no others.
      await(() -> code(desk.get("/v1/vehicles", desk.as(Role.POLICE))).equals("BUSY_CALLER"));
      assertThat(desk.get("/v1/vehicles", desk.as(Role.ECOLOGY)).statusCode()).isEqualTo(200);
      for (Socket socket : silent) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("TIMED_OUT");
      }
      await(() -> desk.get("/v1/vehicles", desk.as(Role.POLICE)).statusCode() == 200);
      assertThat(code(desk.trySignIn("nobody", "x"))).isEqualTo("SIGN_IN_FAILED");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void moreThanCanBeWorkedOnAreToldToComeBack() throws Exception {
    try (TestDesk desk = new TestDesk(TestDesk.tight(1, 1, Duration.ofSeconds(30)))) {
      TestDesk.Session police = desk.as(Role.POLICE);
      TestDesk.Session ecology = desk.as(Role.ECOLOGY);
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      desk.obd.before = () -> hold(entered, go);
      CompletableFuture<Integer> held =
          CompletableFuture.supplyAsync(() -> desk.get("/v1/vehicles", police).statusCode());
      assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> refused = desk.get("/v1/findings", ecology);
      assertThat(code(refused)).isEqualTo("OVERLOADED");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      assertThat(desk.get("/live", null).statusCode()).isEqualTo(200);
      go.countDown();
      assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
      await(() -> desk.get("/v1/findings", ecology).statusCode() == 200);
    }
  }

  @Test
  void oneCallerHasItsShareAndOthersTheirs() throws Exception {
    try (TestDesk desk = new TestDesk(TestDesk.tight(8, 1, Duration.ofSeconds(30)))) {
      TestDesk.Session police = desk.as(Role.POLICE);
      TestDesk.Session ecology = desk.as(Role.ECOLOGY);
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      desk.obd.before = () -> hold(entered, go);
      CompletableFuture<Integer> held =
          CompletableFuture.supplyAsync(() -> desk.get("/v1/vehicles", police).statusCode());
      assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> refused = desk.get("/v1/findings", police);
      assertThat(code(refused)).isEqualTo("BUSY_CALLER");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(desk.get("/v1/findings", ecology).statusCode()).isEqualTo(200);
      go.countDown();
      assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private static void hold(CountDownLatch entered, CountDownLatch go) {
    entered.countDown();
    try {
      go.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A request whose head announces a body that never comes. */
  private static Socket announced(TestDesk desk, String path, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: 50\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String signed(TestDesk.Session session) {
    return "Cookie: " + session.cookie() + "\r\nX-CSRF-Token: " + session.csrf() + "\r\n";
  }

  /**
   * Waits until the server has met the last of them: a request that came before would take its
   * place, and it would be refused. None is answered while its body is waited for.
   */
  private static void awaitTaken(List<Socket> silent) throws IOException {
    Socket last = silent.getLast();
    last.setSoTimeout(1_000);
    assertThatThrownBy(() -> last.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    last.setSoTimeout((int) PATIENCE.toMillis());
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String code(HttpResponse<String> answer) {
    return answer.statusCode() < 400 ? "" : new JsonObject(answer.body()).getString("code");
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
