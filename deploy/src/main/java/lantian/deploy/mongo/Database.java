package lantian.deploy.mongo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The database a command works on: the one its settings name, or a mongod of our own.
 *
 * @param uri address for drivers
 * @param mongod the mongod that ends with the command, null if it isn't ours to end
 * @param folder the claimed folder, null if it isn't ours
 */
public record Database(String uri, @Nullable Mongod mongod, @Nullable DataFolder folder)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For a server: claims the folder in any case, starts or adopts a mongod if none is named. */
  public static Database own(Path folder, MongoSettings settings, Supplier<Path> binary) {
    DataFolder claimed = DataFolder.claim(folder);
    return settings.uri().isEmpty()
        ? started(claimed, settings, binary)
        : new Database(settings.uri(), null, claimed);
  }

  /**
   * For a command beside a server: the named database, else the mongod of the running server, else
   * the folder's own for as long as the command takes.
   */
  public static Database visit(Path folder, MongoSettings settings, Supplier<Path> binary) {
    if (!settings.uri().isEmpty()) {
      return new Database(settings.uri(), null, null);
    }
    if (!present(folder)) {
      throw Failure.usage(
          "no data in " + folder + "; name a folder with --data, or a replica set in MONGODB_URI");
    }
    DataFolder claimed = DataFolder.tryClaim(folder);
    return claimed == null ? beside(folder) : started(claimed, settings, binary);
  }

  /** True if a mongod of our own has kept data in the folder. */
  public static boolean present(Path folder) {
    return DataFolder.database(folder).toFile().isDirectory();
  }

  private static Database started(
      DataFolder claimed, MongoSettings settings, Supplier<Path> binary) {
    try {
      Mongod mongod = Mongod.in(claimed, binary.get(), settings.cacheMegabytes());
      return new Database(mongod.uri(), mongod, claimed);
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  private static Database beside(Path folder) {
    Path files = DataFolder.database(folder);
    boolean there =
        Waiting.until(
            PATIENCE,
            () ->
                RunningMongod.on(files)
                    .filter(m -> ReplicaSet.ready(m.port(), PATIENCE, m.process()::isAlive))
                    .isPresent());
    Optional<RunningMongod> running = RunningMongod.on(files);
    if (!there || running.isEmpty()) {
      throw Failure.failed("a server holds " + folder + " but its mongod does not answer");
    }
    return new Database(ReplicaSet.uri(running.get().port()), null, null);
  }

  /** Process ids that end with this database. */
  public List<Long> children() {
    return mongod == null ? List.of() : List.of(mongod.pid());
  }

  /** What is done if the mongod started for it ends by itself and can't be started again. */
  public void onLost(Runnable action) {
    if (mongod != null) {
      mongod.onLost(action);
    }
  }

  /** Kills what was started for it at once; what was acknowledged is in its journal. */
  public void cutOff() {
    if (mongod != null) {
      mongod.kill();
    }
  }

  /** Stops what was started for it and gives the folder back. */
  @Override
  public void close() {
    try {
      if (mongod != null) {
        mongod.close();
      }
    } finally {
      if (folder != null) {
        folder.close();
      }
    }
  }
}
