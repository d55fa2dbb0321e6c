package lantian.deploy.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A place among those who use the mongod of a data folder without owning it (访客登记), or all places
 * at once, which nobody gets while somebody else has one.
 *
 * <p>A place is one byte of a file that is locked. The operating system gives it back when its
 * holder dies, however it dies, so no count can be wrong.
 */
final class Guests implements AutoCloseable {
  private static final String FILE = "guests";

  private final FileChannel channel;

  private Guests(FileChannel channel) {
    this.channel = channel;
  }

  /** One place; null while somebody has all. */
  static @Nullable Guests enter(Path folder) {
    return locked(folder, ThreadLocalRandom.current().nextLong(Long.MAX_VALUE - 1), 1);
  }

  /** All places; null while somebody has one. */
  static @Nullable Guests alone(Path folder) {
    return locked(folder, 0, Long.MAX_VALUE);
  }

  private static @Nullable Guests locked(Path folder, long from, long size) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel, from, size)) {
        channel.close();
        return null;
      }
      return new Guests(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("the guests of " + folder + " can't be looked at", e);
    }
  }

  private static boolean locked(FileChannel channel, long from, long size) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(from, size, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Gives the place back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a guest's place can't be given back", e);
    }
  }
}
