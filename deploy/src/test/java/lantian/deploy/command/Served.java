package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lantian.deploy.Launcher;

/** {@code lantian serve} in a process of its own, on free ports. */
final class Served implements AutoCloseable {
  private final Process process;
  private final JsonNode ready;
  private final Path words;

  /** Starts one; comes back when it has said that it is ready. */
  Served(Path data, String... more) throws IOException {
    this(data, Map.of(), more);
  }

  /** The same with settings of the environment. */
  Served(Path data, Map<String, String> environment, String... more) throws IOException {
    words = Files.createTempFile("serve", ".err");
    List<String> arguments = new ArrayList<>(arguments(data));
    arguments.addAll(List.of(more));
    ProcessBuilder command = Launcher.command(arguments.toArray(String[]::new));
    command.environment().putAll(environment);
    process = command.redirectError(words.toFile()).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertThat(line).as(Files.readString(words)).isNotNull();
    ready = new ObjectMapper().readTree(line);
  }

  /** The command on a data folder, every port free. */
  static List<String> arguments(Path data) {
    return List.of(
        "serve",
        "--data",
        data.toString(),
        "--port",
        "GB17691=0",
        "--ack",
        "GB17691=ECHO",
        "--port",
        "HJ1239=0",
        "--port",
        "PLATFORM=0",
        "--http-port",
        "0");
  }

  JsonNode ready() {
    return ready;
  }

  long pid() {
    return process.pid();
  }

  /** What it said to people. */
  String err() throws IOException {
    return Files.readString(words);
  }

  /** Where a profile listens, {@code host:port}. */
  String address(String profile) {
    for (JsonNode listener : ready.get("obd")) {
      if (listener.get("profile").asText().equals(profile)) {
        return listener.get("host").asText() + ":" + listener.get("port").asText();
      }
    }
    throw new AssertionError("no listener for " + profile + " in " + ready);
  }

  /** SIGTERM; its exit code, which has to come within 20 s. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends within 20 s").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, 25, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    Files.deleteIfExists(words);
  }
}
