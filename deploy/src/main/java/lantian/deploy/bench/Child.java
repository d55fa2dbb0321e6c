package lantian.deploy.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lantian.deploy.console.Failure;
import lantian.deploy.settings.SettingsReader;
import org.jspecify.annotations.Nullable;

/** A command of ours in a process of its own, which prints one JSON line when it is ready (子进程). */
public final class Child implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(25);

  private final Process process;
  private final JsonNode ready;
  private final double startSeconds;

  private Child(Process process, JsonNode ready, double startSeconds) {
    this.process = process;
    this.ready = ready;
    this.startSeconds = startSeconds;
  }

  /**
   * Starts it; comes back when it is ready.
   *
   * @param root folder of the whole project
   * @param log takes what it says to people, appended
   * @param environment more variables
   * @throws Failure if it ends before
   */
  public static Child start(
      Path root, Path log, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("deploy/lantian").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    SettingsReader.forget(builder.environment());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long begun = System.nanoTime();
    try {
      Process process = builder.start();
      BufferedReader said = process.inputReader();
      String line = said.readLine();
      if (line == null) {
        throw Failure.failed(arguments.getFirst() + " did not start; its own words are in " + log);
      }
      Thread.ofVirtual().start(() -> keep(said, log));
      JsonNode ready = new ObjectMapper().readTree(line);
      return new Child(process, ready, (System.nanoTime() - begun) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last words of a JVM that gives up go to standard output. */
  private static void keep(BufferedReader said, Path log) {
    try (Writer kept = Files.newBufferedWriter(log, CREATE, APPEND)) {
      said.transferTo(kept);
    } catch (IOException _) {
      // It was killed.
    }
  }

  /** Null while it runs, then its exit code. */
  public @Nullable Integer exitCode() {
    return process.isAlive() ? null : process.exitValue();
  }

  /** What it said when it was ready. */
  public JsonNode ready() {
    return ready;
  }

  /** From its start to its line. */
  public double startSeconds() {
    return startSeconds;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Asks it to end.
   *
   * @return its exit code, -1 if it had to be killed
   */
  public int stop() {
    process.destroy();
    try {
      return process.onExit().get(END.toSeconds(), TimeUnit.SECONDS).exitValue();
    } catch (TimeoutException | ExecutionException e) {
      kill();
      return -1;
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Ends it, whatever it takes. */
  @Override
  public void close() {
    stop();
  }
}
