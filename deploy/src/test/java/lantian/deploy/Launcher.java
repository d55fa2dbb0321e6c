package lantian.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lantian.deploy.settings.SettingsReader;

/** Runs {@code deploy/lantian} as a person would. */
public final class Launcher {
  private Launcher() {}

  /**
   * What a run said.
   *
   * @param exitCode its exit code
   * @param out standard output
   * @param err standard error
   */
  public record Said(int exitCode, String out, String err) {}

  /** The folder of the whole project. */
  public static Path root() {
    return Path.of(System.getProperty("lantian.root", "..")).toAbsolutePath().normalize();
  }

  /** A command that has not been started. */
  public static ProcessBuilder command(String... arguments) {
    List<String> whole =
        Stream.concat(Stream.of(root().resolve("deploy/lantian").toString()), Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(whole));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    SettingsReader.forget(builder.environment());
    return builder;
  }

  /** Runs to the end. */
  public static Said run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = command(arguments);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder err = new StringBuilder();
    Thread errors =
        Thread.ofVirtual()
            .start(
                () -> process.errorReader().lines().forEach(line -> err.append(line).append('\n')));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    errors.join();
    return new Said(exitCode, out, err.toString());
  }
}
