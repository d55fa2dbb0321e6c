package lantian.desk.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is gathered before its address is known (证据暂存): checked on the way in, on disk and
 * not in memory, and seen by nobody.
 */
final class Spool {
  private static final int PIECE = 64 << 10;
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final Path folder;
  private final EvidenceLimits limits;

  /**
   * Opens the folder and clears away what processes that died left there more than a day ago.
   *
   * @param now the time
   */
  Spool(Path folder, EvidenceLimits limits, Instant now) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.limits = limits;
    FileTime before = FileTime.from(now.minus(FORGOTTEN));
    try (Stream<Path> left = Files.list(folder)) {
      for (Path each : left.toList()) {
        forget(each, before);
      }
    }
  }

  private static void forget(Path file, FileTime before) throws IOException {
    try {
      if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Whoever gathered it has just moved or removed it.
    }
  }

  /** A gathered file; vanishes when it is closed, unless it was moved away. */
  record Gathered(Path path, EvidenceFile file) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }

  /** What to do with a file that was found good. */
  interface Keeper {
    void keep(Gathered gathered) throws IOException;
  }

  /** Gathers a file; hands it on if it may be stored, forced to disk. */
  Deposit take(InputStream content, FileType declared, Keeper keeper) throws IOException {
    long limit = limits.of(declared);
    Path path = Files.createTempFile(folder, "", ".part");
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      Fingerprint print = new Fingerprint();
      Deposit.Reason refused = copy(content, declared, limit, out, print);
      if (refused != null) {
        Files.deleteIfExists(path);
        return new Deposit.Refused(refused, limit);
      }
      out.force(true);
      long size = print.size();
      EvidenceFile file =
          new EvidenceFile(new EvidenceId(print.sha256()), print.sm3(), size, declared);
      try (Gathered gathered = new Gathered(path, file)) {
        keeper.keep(gathered);
      }
      return new Deposit.Kept(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static Deposit.@Nullable Reason copy(
      InputStream content, FileType declared, long limit, FileChannel out, Fingerprint print)
      throws IOException {
    byte[] piece = new byte[PIECE];
    int length = content.readNBytes(piece, 0, FileType.HEAD);
    if (length == 0) {
      return Deposit.Reason.EMPTY;
    }
    if (!declared.fits(Arrays.copyOf(piece, length))) {
      return Deposit.Reason.OTHER_TYPE;
    }
    while (length >= 0) {
      print.add(piece, 0, length);
      if (print.size() > limit) {
        return Deposit.Reason.TOO_LARGE;
      }
      ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      length = content.read(piece);
    }
    return null;
  }
}
