package lantian.deploy.mongo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The database a command works on: the one its settings name, or a mongod of our own.
 *
 * @param uri address for drivers
 * @param mongod the mongod that ends with the command, null if it isn't ours to end
 * @param folder the claimed folder of a server, null if it isn't ours
 * @param stay of a command at a mongod that others may use, null for a server
 */
public record Database(
    String uri, @Nullable Mongod mongod, @Nullable DataFolder folder, @Nullable Stay stay)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_LOOK = Duration.ofSeconds(2);

  /** For a server: claims the folder in any case, starts or adopts a mongod if none is named. */
  public static Database own(Path folder, MongoSettings settings, Supplier<Path> binary) {
    DataFolder claimed = DataFolder.claim(folder);
    return settings.uri().isEmpty()
        ? started(claimed, settings, binary)
        : new Database(settings.uri(), null, claimed, null);
  }

  /**
   * For a command beside a server: the named database, else the mongod of the running server or of
   * another command, else the folder's own for as long as this or another command takes.
   */
  public static Database visit(Path folder, MongoSettings settings, Supplier<Path> binary) {
    if (!settings.uri().isEmpty()) {
      return new Database(settings.uri(), null, null, null);
    }
    if (!present(folder)) {
      throw Failure.usage(
          "no data in " + folder + "; name a folder with --data, or a replica set in MONGODB_URI");
    }
    AtomicReference<@Nullable Database> opened = new AtomicReference<>();
    Waiting.until(
        PATIENCE,
        () -> {
          DataFolder claimed = DataFolder.tryClaim(folder);
          opened.set(claimed == null ? beside(folder) : hosted(claimed, settings, binary));
          return opened.get() != null;
        });
    Database database = opened.get();
    if (database == null) {
      throw Failure.failed("a server holds " + folder + " but its mongod does not answer");
    }
    return database;
  }

  /** True if a mongod of our own has kept data in the folder. */
  public static boolean present(Path folder) {
    return DataFolder.database(folder).toFile().isDirectory();
  }

  private static Database started(
      DataFolder claimed, MongoSettings settings, Supplier<Path> binary) {
    try {
      Mongod mongod = Mongod.in(claimed, binary.get(), settings.cacheMegabytes());
      return new Database(mongod.uri(), mongod, claimed, null);
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  private static Database hosted(
      DataFolder claimed, MongoSettings settings, Supplier<Path> binary) {
    Database own = started(claimed, settings, binary);
    return new Database(own.uri, own.mongod, null, Stay.asHost(claimed));
  }

  /** At the mongod of another one; null while that one is still starting or already ending. */
  private static @Nullable Database beside(Path folder) {
    Guests place = Guests.enter(folder);
    if (place == null) {
      return null;
    }
    Optional<RunningMongod> running =
        RunningMongod.on(DataFolder.database(folder))
            .filter(m -> ReplicaSet.ready(m.port(), A_LOOK, m.process()::isAlive));
    if (running.isEmpty()) {
      place.close();
      return null;
    }
    String uri = ReplicaSet.uri(running.get().port());
    return new Database(uri, null, null, Stay.asGuest(folder, place));
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

  /** Stops what was started for it and nobody else uses, and gives the folder back. */
  @Override
  public void close() {
    if (stay != null) {
      if (mongod != null) {
        mongod.leave();
      }
      stay.close();
      return;
    }
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
