package lantian.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import lantian.deploy.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  /** Time sync: the shortest frame there is, 25 bytes. */
  private static final String SYNC = frame("232305" + "4c53555445535456494e3030303030303101010000");

  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path folder = Path.of("unset");

  @Test
  void sendsHexLinesUnchangedAndCountsAnswers() throws Exception {
    try (EchoServer server = new EchoServer(true)) {
      Path file = Files.writeString(folder.resolve("a.hex"), SYNC + "\n\nff " + SYNC + "\n");
      ReplayCounts counts = replay(server, 1, Duration.ofSeconds(10)).play(file, false);
      assertThat(counts).isEqualTo(new ReplayCounts(51, 2, 1, 2, 0));
      assertThat(server.heard()).isEqualTo(SYNC + "ff" + SYNC);
    }
  }

  @Test
  void sendsBinaryUnchanged() throws Exception {
    try (EchoServer server = new EchoServer(true)) {
      byte[] bytes = HexFormat.of().parseHex((SYNC + "00ff").repeat(200));
      Path file = Files.write(folder.resolve("a.bin"), bytes);
      ReplayCounts counts = replay(server, 64, Duration.ofSeconds(10)).play(file, false);
      assertThat(counts).isEqualTo(new ReplayCounts(5400, 200, 400, 200, 0));
      assertThat(server.heard()).isEqualTo(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void givesUpOnceOnAServerThatAnswersNothing() throws Exception {
    try (EchoServer server = new EchoServer(false)) {
      Path file = Files.writeString(folder.resolve("a.hex"), (SYNC + "\n").repeat(20));
      ReplayCounts counts = replay(server, 1, SHORT).play(file, false);
      assertThat(counts).isEqualTo(new ReplayCounts(500, 20, 0, 0, 0));
      assertThat(server.heard()).isEqualTo(SYNC.repeat(20));
    }
  }

  @Test
  void namesTheLineThatIsNotHex() throws Exception {
    try (EchoServer server = new EchoServer(true)) {
      Path file = Files.writeString(folder.resolve("a.hex"), SYNC + "\n" + SYNC + "f\n");
      assertThatThrownBy(() -> replay(server, 1, SHORT).play(file, false))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("line 2");
    }
  }

  @Test
  void aSlipInHexIsNeverSentAsBytesUnlessTheyAreMeant() throws Exception {
    Path file = Files.writeString(folder.resolve("a.hex"), SYNC + "\n2323O5\n");
    try (EchoServer server = new EchoServer(false)) {
      assertThatThrownBy(() -> replay(server, 1, SHORT).play(file, false))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("line 2")
          .hasMessageContaining("--binary");
    }
    try (EchoServer server = new EchoServer(false)) {
      replay(server, 1, SHORT).play(file, true);
      assertThat(server.heard()).isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(file)));
    }
  }

  private static Replay replay(EchoServer server, int window, Duration patience) {
    return new Replay(server.address(), window, patience);
  }

  private static String frame(String withoutCheck) {
    byte[] bytes = HexFormat.of().parseHex(withoutCheck);
    byte sum = 0;
    for (byte b : bytes) {
      sum ^= b;
    }
    return withoutCheck + HexFormat.of().toHexDigits(sum);
  }

  /** Answers every 25 bytes that begin with a start mark by themselves, or nothing at all. */
  private static final class EchoServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    EchoServer(boolean answers) throws IOException {
      Thread.ofVirtual().start(() -> serve(answers));
    }

    InetSocketAddress address() {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    String heard() {
      return heard.join();
    }

    private void serve(boolean answers) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try (Socket peer = socket.accept()) {
        InputStream in = peer.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
          all.write(b);
          if (answers && b == '#') {
            byte[] rest = in.readNBytes(24);
            all.write(rest);
            peer.getOutputStream().write('#');
            peer.getOutputStream().write(rest);
          }
        }
      } catch (IOException e) {
        // The sender hung up.
      }
      heard.complete(HexFormat.of().formatHex(all.toByteArray()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
