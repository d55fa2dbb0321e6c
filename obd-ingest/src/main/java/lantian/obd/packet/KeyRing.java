package lantian.obd.packet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a folder (密钥目录), looked at again every few seconds, so that a key that arrives is
 * used without a restart. Thread-safe.
 */
public final class KeyRing implements Opener {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Path folder;
  private final UnitCipher cipher;
  private final PlatformCommands platform;
  private final LongSupplier nanos;
  private List<String> seen = List.of();
  private KeyFile keys = KeyFile.NONE;
  private long generation;
  private long due;

  /**
   * A ring over a folder, which need not exist yet.
   *
   * @param folder holds {@code *.key} files
   * @param settings modes and paddings
   * @param platform command bytes of platforms
   * @param nanos a clock that only grows
   */
  public KeyRing(
      Path folder, CipherSettings settings, PlatformCommands platform, LongSupplier nanos) {
    this.folder = folder;
    this.cipher = new UnitCipher(settings);
    this.platform = platform;
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  @Override
  public byte @Nullable [] open(Frame frame, Profile profile) {
    List<UnitKey> present = keys();
    if (present.isEmpty()) {
      return null;
    }
    byte[] unit = new byte[frame.unitLength()];
    System.arraycopy(frame.bytes(), frame.unitOffset(), unit, 0, unit.length);
    UnitCheck check = new UnitCheck(platform);
    UnitCipher.Plain plain =
        cipher.decrypt(
            unit,
            Encryption.of(frame.encryption(), profile),
            present,
            bytes -> check.plausible(frame, bytes, profile));
    return plain == null ? null : plain.bytes();
  }

  @Override
  public synchronized long generation() {
    lookIfDue();
    return generation;
  }

  private synchronized List<UnitKey> keys() {
    lookIfDue();
    return keys.keys();
  }

  private void lookIfDue() {
    long now = nanos.getAsLong();
    if (now - due >= 0) {
      due = now + LOOK.toNanos();
      look();
    }
  }

  /** A file that can't be read leaves the keys as they were; half-written ones are met again. */
  private void look() {
    try {
      List<String> now = state();
      if (!now.equals(seen)) {
        keys = now.isEmpty() ? KeyFile.NONE : KeyFile.read(folder);
        seen = now;
        generation++;
        LOG.info("{} keys from {} files", keys.keys().size(), now.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("keys stay as they were: {}", e.getMessage());
    }
  }

  private List<String> state() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".key"))
          .sorted()
          .map(file -> file + " " + file.toFile().lastModified() + " " + file.toFile().length())
          .toList();
    }
  }
}
