package lantian.deploy.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lantian.deploy.Launcher;
import lantian.deploy.bench.Child;

/** {@code lantian serve} as a process of its own, on a data folder and ports that stay. */
final class Serving implements AutoCloseable {
  private final Path data;
  private final Map<String, String> environment;
  private Child process;
  private int port;

  /** Starts one; comes back when it is ready. */
  Serving(Path data) throws IOException {
    this(data, Map.of());
  }

  /** The same with more variables. */
  Serving(Path data, Map<String, String> environment) throws IOException {
    this.data = data;
    this.environment = environment;
    this.process = launch();
  }

  /** Starts it again on the same ports and data. */
  void restart() throws IOException {
    process = launch();
  }

  /** Where terminals are answered in ECHO form. */
  InetSocketAddress terminals() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Where the pages are, without a slash at the end; another port after each start. */
  String desk() {
    return process.ready().get("http").get("url").asText().replaceFirst("/$", "");
  }

  /** Address of its database. */
  String mongo() {
    return process.ready().get("mongo").asText();
  }

  /** Process id of the server. */
  long pid() {
    return process.pid();
  }

  /** Process id of its mongod, whichever start of it is the latest. */
  long mongod() throws IOException {
    return Long.parseLong(Files.readString(data.resolve("mongo/mongod.lock")).strip());
  }

  /** Kills the server with SIGKILL; its mongod stays. */
  void kill() {
    process.kill();
  }

  /** Kills its mongod with SIGKILL. */
  void killMongod() throws IOException {
    ProcessHandle.of(mongod())
        .ifPresent(running -> {
          running.destroyForcibly();
          running.onExit().join();
        });
  }

  /** Sends a signal to its mongod. */
  void signalMongod(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(mongod())).start().waitFor();
  }

  /** How it is, for the message of a failed test. */
  String state() {
    Integer exitCode = process.exitCode();
    try {
      List<String> log = Files.readAllLines(data.resolve("server.log"));
      String tail = String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size()));
      return (exitCode == null ? "running" : "ended with " + exitCode) + "\n" + tail;
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  /** Asks it to end and answers its exit code. */
  int stop() {
    return process.stop();
  }

  /** Leaves nothing running, whatever a test did. */
  @Override
  public void close() throws IOException {
    if (process.stop() != 0) {
      killMongod();
    }
  }

  private Child launch() throws IOException {
    Files.createDirectories(data);
    Child started =
        Child.start(
            Launcher.root(),
            data.resolve("server.log"),
            environment,
            List.of(
                "serve",
                "--data",
                data.toString(),
                "--port",
                "GB17691=" + port,
                "--ack",
                "GB17691=ECHO",
                "--port",
                "HJ1239=0",
                "--port",
                "PLATFORM=0",
                "--http-port",
                "0"));
    for (JsonNode listener : started.ready().get("obd")) {
      if (listener.get("profile").asText().equals("GB17691")) {
        port = listener.get("port").asInt();
      }
    }
    return started;
  }
}
