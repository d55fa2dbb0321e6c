package lantian.deploy.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lantian.deploy.Launcher;

/** {@code lantian serve} as a process of its own, on a data folder and ports that stay. */
final class Serving implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(30);

  private final Path data;
  private final Map<String, String> environment;
  private Process process;
  private int port;
  private double startSeconds;

  /** Starts one; comes back when it is ready. */
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

  /** From the start of the process to the line that says it is ready. */
  double startSeconds() {
    return startSeconds;
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
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Kills its mongod with SIGKILL. */
  void killMongod() throws IOException {
    ProcessHandle.of(mongod())
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  /** Sends a signal to its mongod. */
  void signalMongod(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(mongod())).start().waitFor();
  }

  /** Asks it to end and answers its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not end within " + END);
    }
    return process.exitValue();
  }

  /** Leaves nothing running, whatever a test did. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      killMongod();
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        Launcher.command(
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
            "0");
    builder.environment().putAll(environment);
    Files.createDirectories(data);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()));
    long begun = System.nanoTime();
    Process started = builder.start();
    String line = started.inputReader().readLine();
    if (line == null) {
      throw new AssertionError("the server did not start: " + tail());
    }
    startSeconds = (System.nanoTime() - begun) / 1e9;
    for (JsonNode listener : new ObjectMapper().readTree(line).get("obd")) {
      if (listener.get("profile").asText().equals("GB17691")) {
        port = listener.get("port").asInt();
      }
    }
    return started;
  }

  private String tail() throws IOException {
    String log = Files.readString(data.resolve("server.log"));
    return log.substring(Math.max(0, log.length() - 2_000));
  }
}
