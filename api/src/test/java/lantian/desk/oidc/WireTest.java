package lantian.desk.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void aCodeIsNotSentOverAConnectionThatTheProviderMayHaveClosed() throws Exception {
    try (Hasty provider = new Hasty();
        Wire wire = new Wire(Duration.ofSeconds(10))) {
      assertThat(wire.get(provider.address())).containsEntry("port", provider.port());
      for (int i = 0; i < 3; i++) {
        Wire.Reply reply = wire.post(provider.address(), "code=abc", Map.of());
        assertThat(reply.status()).isEqualTo(200);
      }
    }
  }

  /** A provider that closes each connection, and does not say so, once a second request comes. */
  private static final class Hasty implements AutoCloseable {
    private static final String HEAD =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Hasty() throws IOException {
      Thread.ofVirtual().start(this::serve);
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + port() + "/token");
    }

    long port() {
      return server.getLocalPort();
    }

    private void serve() {
      try {
        while (true) {
          Socket socket = server.accept();
          Thread.ofVirtual().start(() -> answer(socket));
        }
      } catch (IOException closed) {
        assertThat(server.isClosed()).isTrue();
      }
    }

    private void answer(Socket socket) {
      try (socket) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
          line = in.readLine();
        }
        String body = "{\"port\": " + port() + "}";
        String answer = HEAD + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        while (in.ready() && in.read() >= 0) {
          // The body of the request.
        }
        in.read(); // Until the next request, or until the client closes.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
