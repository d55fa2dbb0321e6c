package lantian.obd.packet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a folder (密钥目录), looked at again every few seconds, so that a key that arrives is
 * used without a restart. Thread-safe.
 *
 * <p>A file whose name is a VIN holds that terminal's own keys: only its units are tried with them,
 * and before all others.
 */
public final class KeyRing implements Opener {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Pattern VIN = Pattern.compile("[0-9A-Z]{17}");

  private final Path folder;
  private final UnitCipher cipher;
  private final PlatformCommands platform;
  private final LongSupplier nanos;
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, KeyFile> files = new TreeMap<>();
  private final Set<String> told = new HashSet<>();
  private Map<String, List<UnitKey>> own = Map.of();
  private List<UnitKey> shared = List.of();
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
    List<UnitKey> mine;
    List<UnitKey> others;
    synchronized (this) {
      lookIfDue();
      mine = own.getOrDefault(frame.vin().text(), List.of());
      others = shared;
    }
    if (mine.isEmpty() && others.isEmpty()) {
      return null;
    }
    byte[] unit = new byte[frame.unitLength()];
    System.arraycopy(frame.bytes(), frame.unitOffset(), unit, 0, unit.length);
    UnitCheck check = new UnitCheck(platform);
    Encryption announced = Encryption.of(frame.encryption(), profile);
    Predicate<byte[]> plausible = bytes -> check.plausible(frame, bytes, profile);
    UnitCipher.Plain plain = cipher.decrypt(unit, announced, mine, plausible);
    if (plain != null) {
      tell(announced, plain.algorithm(), "the terminal's own key");
    } else {
      plain = cipher.decrypt(unit, announced, others, plausible);
      if (plain == null) {
        return null;
      }
      tell(announced, plain.algorithm(), "key " + plain.keyId());
    }
    return plain.bytes();
  }

  /** Nothing is guessed silently: says once what opened what. Never names a vehicle. */
  private void tell(Encryption announced, Encryption worked, String key) {
    boolean first;
    synchronized (this) {
      first = told.add(announced + " " + worked + " " + key);
    }
    if (first) {
      LOG.info("units announced as {} were encrypted with {}: {}", announced, worked, key);
    }
  }

  @Override
  public synchronized long generation() {
    lookIfDue();
    return generation;
  }

  private void lookIfDue() {
    long now = nanos.getAsLong();
    if (now - due >= 0) {
      due = now + LOOK.toNanos();
      look();
    }
  }

  private void look() {
    Map<String, String> now;
    try {
      now = state();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("keys stay as they were: {}", e.getMessage());
      return;
    }
    seen.keySet().retainAll(now.keySet());
    boolean changed = files.keySet().retainAll(now.keySet());
    for (Map.Entry<String, String> file : now.entrySet()) {
      if (!file.getValue().equals(seen.get(file.getKey()))) {
        changed |= read(file.getKey(), file.getValue());
      }
    }
    if (changed) {
      sort();
      told.clear();
      generation++;
      LOG.info("keys from {} files", files.size());
    }
  }

  /** A file that can't be read leaves its keys as they were; half-written ones are met again. */
  private boolean read(String file, String state) {
    try {
      files.put(file, KeyFile.read(Path.of(file)));
      seen.put(file, state);
      return true;
    } catch (IOException e) {
      LOG.warn("a key file can't be read now: {}", e.toString());
    } catch (IllegalArgumentException e) {
      seen.put(file, state);
      LOG.warn("{}", e.getMessage());
    }
    return false;
  }

  private void sort() {
    Map<String, List<UnitKey>> byVin = new HashMap<>();
    List<UnitKey> rest = new ArrayList<>();
    for (KeyFile file : files.values()) {
      for (UnitKey key : file.keys()) {
        if (VIN.matcher(key.id()).matches()) {
          byVin.computeIfAbsent(key.id(), id -> new ArrayList<>()).add(key);
        } else {
          rest.add(key);
        }
      }
    }
    own = byVin;
    shared = List.copyOf(rest);
    if (rest.size() > UnitCipher.MOST_TRIES) {
      LOG.warn(
          "{} keys in files not named by a VIN: only {} of them are tried on a unit",
          rest.size(),
          UnitCipher.MOST_TRIES);
    }
  }

  /** The files by their names, with what shows that one has changed. */
  private Map<String, String> state() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      Map<String, String> state = new TreeMap<>();
      all.filter(file -> file.toString().endsWith(".key"))
          .forEach(file -> {
            var stored = file.toFile();
            state.put(file.toString(), stored.lastModified() + " " + stored.length());
          });
      return state;
    }
  }
}
