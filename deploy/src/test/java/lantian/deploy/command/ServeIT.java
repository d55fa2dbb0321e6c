package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lantian.deploy.Launcher;
import lantian.deploy.Launcher.Said;
import lantian.deploy.mongo.MongodBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says to programs and to people, and how it ends or refuses to begin. */
class ServeIT {
  @TempDir Path folder = Path.of("unset");

  @Test
  void saysWhereItIsEndsInOrderAndTellsTheFirstPasswordOnce() throws Exception {
    long mongod;
    try (Served server = new Served(folder)) {
      JsonNode ready = server.ready();
      assertThat(ready.get("ready").asBoolean()).isTrue();
      assertThat(ready.get("pid").asLong()).isEqualTo(server.pid());
      assertThat(ready.get("children")).hasSize(1);
      mongod = ready.get("children").get(0).asLong();
      assertThat(ProcessHandle.of(mongod).filter(ProcessHandle::isAlive)).isPresent();
      assertThat(words(ready.get("roles"))).containsExactly("obd", "remote", "ship", "api");
      assertThat(StreamSupport.stream(ready.get("obd").spliterator(), false))
          .extracting(each -> each.get("profile").asText())
          .containsExactlyInAnyOrder("GB17691", "HJ1239", "PLATFORM");
      assertThat(ready.get("obd")).allSatisfy(ServeIT::isBound);
      isBound(ready.get("http"));
      assertThat(ready.get("http").get("url").asText())
          .isEqualTo(
              "http://%s:%d/"
                  .formatted(ready.at("/http/host").asText(), ready.at("/http/port").asInt()));
      assertThat(ready.get("data").asText()).isEqualTo(folder.toString());
      assertThat(ready.get("mongo").asText()).startsWith("mongodb://127.0.0.1:");
      assertThat(ready).hasSize(8);
      assertThat(server.err()).containsOnlyOnce("admin may sign in once with ");
      assertThat(server.stop()).isZero();
    }
    assertThat(ProcessHandle.of(mongod).filter(ProcessHandle::isAlive)).isEmpty();
    try (Served again = new Served(folder)) {
      assertThat(again.err()).doesNotContain("may sign in once");
    }
  }

  private static void isBound(JsonNode listener) {
    assertThat(listener.get("host").asText()).isNotBlank();
    assertThat(listener.get("port").asInt()).isPositive();
  }

  @Test
  void rolesThatWereNotAskedForAreNotStarted() throws Exception {
    try (Served server = new Served(folder, "--roles", "api")) {
      assertThat(words(server.ready().get("roles"))).containsExactly("api");
      assertThat(server.ready().get("obd")).isEmpty();
      assertThat(server.ready().get("http").isNull()).isFalse();
    }
    try (Served server = new Served(folder, "--roles", "obd")) {
      assertThat(words(server.ready().get("roles"))).containsExactly("obd");
      assertThat(server.ready().get("obd")).hasSize(3);
      assertThat(server.ready().get("http").isNull()).isTrue();
    }
  }

  @Test
  void aTakenPortIsOneLineAndTwo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      Map<String, String> pages = Map.of("LANTIAN_DESK_LISTEN_PORT", port);
      String data = folder.resolve("data").toString();
      refused(
          pages, port, List.of("serve", "--data", data, "--bind", "127.0.0.1", "--roles", "api"));
      refused(
          Map.of(),
          port,
          List.of(
              "serve",
              "--data",
              data,
              "--bind",
              "127.0.0.1",
              "--roles",
              "obd",
              "--port",
              "GB17691=" + port));
    }
  }

  @Test
  void anUnknownSettingIsRefusedWithTheNearestName() throws Exception {
    Path file =
        Files.writeString(folder.resolve("s.yaml"), "obd: {terminal: {limits: {unitByte: 1}}}");
    refused(Map.of(), "obd.terminal.limits.unitBytes", "--settings", file.toString());
    refused(Map.of("LANTIAN_MONGO_CASH_MEGABYTES", "1"), "LANTIAN_MONGO_CACHE_MEGABYTES");
  }

  @Test
  void aDatabaseThatCanNotPromiseAnythingIsRefused() throws Exception {
    refused(Map.of("MONGODB_URI", "mongodb:/nowhere"), "no address of a replica set");
    int free = free();
    String silent = "mongodb://127.0.0.1:" + free + "/?replicaSet=rs";
    refused(Map.of("MONGODB_URI", silent), "127.0.0.1:" + free + " does not answer");
    Process single = standalone(free);
    try {
      String uri = "mongodb://127.0.0.1:" + free + "/";
      refused(Map.of("MONGODB_URI", uri), "no replica set");
    } finally {
      single.destroy();
      single.waitFor();
    }
  }

  private Process standalone(int port) throws IOException {
    Path binary = MongodBinary.find(Launcher.root(), line -> {});
    Path files = Files.createDirectories(folder.resolve("single"));
    return new ProcessBuilder(
            binary.toString(),
            "--dbpath",
            files.toString(),
            "--port",
            Integer.toString(port),
            "--bind_ip",
            "127.0.0.1",
            "--nounixsocket")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Exit code 2, and besides the log exactly one line, which names what is wrong. */
  private void refused(Map<String, String> environment, String expected, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(Served.arguments(folder.resolve("data")));
    arguments.addAll(List.of(more));
    refused(environment, expected, arguments);
  }

  private static void refused(
      Map<String, String> environment, String expected, List<String> arguments) throws Exception {
    Said said = Launcher.run(environment, arguments.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    Stream<String> lines = said.err().lines().filter(line -> !line.matches("\\d{4}-\\d\\d-.*"));
    assertThat(lines).singleElement().asString().startsWith("lantian serve: ").contains(expected);
  }

  private static int free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
