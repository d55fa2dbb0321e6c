package lantian.deploy.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import lantian.deploy.console.Failure;

/** Finds a mongod to start, by the same script as the tests. */
public final class MongodBinary {
  private MongodBinary() {}

  /**
   * Path of a mongod; fetches one if there is none.
   *
   * @param root the folder of the whole project
   * @param progress told in one line when something is fetched
   */
  public static Path find(Path root, Consumer<String> progress) {
    try {
      Process script = new ProcessBuilder(root.resolve("deploy/mongod-path").toString()).start();
      String reason = "no mongod found";
      try (BufferedReader errors = script.errorReader(StandardCharsets.UTF_8)) {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
          if (line.startsWith("mongod: fetching")) {
            progress.accept(line);
          } else if (line.startsWith("mongod: ")) {
            reason = line;
          }
        }
      }
      String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (script.waitFor() != 0) {
        throw Failure.usage(reason);
      }
      return Path.of(path.strip());
    } catch (IOException e) {
      throw Failure.usage("deploy/mongod-path can't be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("interrupted while looking for a mongod");
    }
  }
}
