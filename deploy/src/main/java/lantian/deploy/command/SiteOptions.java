package lantian.deploy.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.server.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which installation a command is about. */
final class SiteOptions {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings file (YAML); LANTIAN_… variables win over it.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Data folder of the server; MONGODB_URI names a replica set instead.")
  private @Nullable Path data;

  /** The folder of the whole project, where the launcher stands. */
  static Path root() {
    return Path.of(System.getProperty("lantian.root", ".")).toAbsolutePath().normalize();
  }

  /** The demo's own folder. */
  static Path demoData() {
    return root().resolve("deploy/.local/demo");
  }

  /** What is set, for a server. */
  Settings settings() {
    Map<String, String> environment = System.getenv();
    Path named = file == null ? Path.of(environment.getOrDefault("LANTIAN_SETTINGS", "")) : file;
    Settings read = Settings.read(named.toString().isEmpty() ? null : named, environment);
    return read.withData(data == null ? root().resolve(read.data()) : data.toAbsolutePath());
  }

  /** What is set, for a command beside a server: the demo's folder if there is no other data. */
  Settings visiting(Consumer<String> hint) {
    Settings set = settings();
    boolean nothing = data == null && set.mongo().uri().isEmpty() && !Files.isDirectory(set.data());
    if (!nothing || !Files.isDirectory(demoData())) {
      return set;
    }
    hint.accept("the demo's data in " + root().relativize(demoData()));
    return set.withData(demoData());
  }

  /** The folder that was named, null if none was. */
  @Nullable Path namedData() {
    return data;
  }

  /** Finds a mongod when it is needed; says so on the way if it must be fetched. */
  Supplier<Path> mongod(Consumer<String> progress) {
    return () -> MongodBinary.find(root(), progress);
  }
}
