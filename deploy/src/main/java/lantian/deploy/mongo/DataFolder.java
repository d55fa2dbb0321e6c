package lantian.deploy.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one server (数据目录): its database, its logs, and a lock that only one process holds
 * at a time.
 *
 * <p>The operating system gives the lock back when its holder dies, however it dies.
 */
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Takes the folder, making it if need be; fails at once if another process has it. */
  public static DataFolder claim(Path folder) {
    DataFolder claimed = tryClaim(folder);
    if (claimed == null) {
      throw Failure.failed(
          "the data folder "
              + folder
              + " is in use"
              + holder(folder).map(pid -> " by process " + pid).orElse("")
              + "; stop that one first, or name another folder with --data");
    }
    return claimed;
  }

  /** True if another process has the folder now. */
  public static boolean inUse(Path folder) {
    if (!Files.exists(folder.resolve(LOCK))) {
      return false;
    }
    try (DataFolder claimed = tryClaim(folder)) {
      return claimed == null;
    }
  }

  /** The folder, or null if another process has it. */
  static @Nullable DataFolder tryClaim(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(whole);
      FileChannel channel =
          FileChannel.open(
              whole.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        return null;
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(whole, channel);
    } catch (IOException e) {
      throw Failure.usage("the data folder " + folder + " can't be used: " + e.getMessage());
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Optional<String> holder(Path folder) {
    try {
      String pid = Files.readString(folder.resolve(LOCK), StandardCharsets.US_ASCII);
      return pid.matches("\\d+") ? Optional.of(pid) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The folder itself, absolute. */
  public Path path() {
    return path;
  }

  /** Where mongod keeps its files. */
  Path database() {
    return database(path);
  }

  /** Where mongod keeps the files of a data folder. */
  static Path database(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("mongo");
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the lock of " + path + " can't be given back", e);
    }
  }
}
