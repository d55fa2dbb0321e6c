package lantian.deploy.mongo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A command's time at the mongod of a data folder (共用数据库): whoever came first started it, whoever
 * leaves last stops it, unless a server has taken it over meanwhile.
 */
final class Stay implements AutoCloseable {
  private final Path folder;
  private @Nullable DataFolder claimed;
  private @Nullable Guests place;

  private Stay(Path folder, @Nullable DataFolder claimed, @Nullable Guests place) {
    this.folder = folder;
    this.claimed = claimed;
    this.place = place;
  }

  /** The stay of one who has the folder, and with it the mongod. */
  static Stay asHost(DataFolder claimed) {
    return new Stay(claimed.path(), claimed, null);
  }

  /** The stay of one beside a host. */
  static Stay asGuest(Path folder, Guests place) {
    return new Stay(folder, null, place);
  }

  /**
   * Leaves; the mongod goes with the last one.
   *
   * <p>A host that finds guests gives the folder back and looks once more: a guest that left in
   * between could not take the folder and relies on it.
   */
  @Override
  public void close() {
    if (place != null) {
      place.close();
      place = null;
      claimed = DataFolder.tryClaim(folder);
    }
    while (claimed != null) {
      try (DataFolder mine = claimed;
          Guests alone = Guests.alone(folder)) {
        if (alone != null) {
          RunningMongod.on(mine.database()).ifPresent(running -> running.stop(Mongod.STOP));
          claimed = null;
          return;
        }
      }
      claimed = unattended() ? DataFolder.tryClaim(folder) : null;
    }
  }

  private boolean unattended() {
    try (Guests alone = Guests.alone(folder)) {
      return alone != null;
    }
  }
}
