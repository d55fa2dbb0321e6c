package lantian.desk.pinning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Writes pins (固定): what is stored now, in a file outside the database, each line naming the hash
 * of the one before it; and once an hour a signed root. One process writes a folder. Used by one
 * thread.
 */
public final class Pinner implements AutoCloseable {
  /** Records are looked at again for so long, because one may show later than the time it bears. */
  static final Duration OVERLAP = Duration.ofMinutes(10);

  /** As many marks stand in one line. */
  private static final int MOST_MARKS = 5_000;

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final PinFolder folder;
  private final List<Ledger> ledgers;
  private final @Nullable RootKey key;
  private final InstantSource clock;
  private final FileChannel lock;

  private final Map<String, PinLine.Head> heads = new TreeMap<>();
  private final Map<String, Known> recent = new LinkedHashMap<>();
  private Instant since = Instant.EPOCH;
  private long count;
  private String head = PinLine.NONE;
  private long roots;
  private String rootHead = PinLine.NONE;
  private @Nullable Root latest;
  private boolean headsAreDue;

  private record Known(PinLine.Mark mark, Instant changed) {}

  private Pinner(
      Path folder,
      List<Ledger> ledgers,
      @Nullable RootKey key,
      InstantSource clock,
      FileChannel lock) {
    this.folder = new PinFolder(folder);
    this.ledgers = List.copyOf(ledgers);
    this.key = key;
    this.clock = clock;
    this.lock = lock;
  }

  /**
   * Opens a folder and goes on where its pins end; makes it if it is not there.
   *
   * @param key signs the roots; null for none
   * @throws IOException if it can't be read and written, or another process pins there
   */
  public static Pinner open(
      Path folder, List<Ledger> ledgers, @Nullable RootKey key, InstantSource clock)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!taken(lock)) {
      lock.close();
      throw new IOException("another process pins in " + folder);
    }
    Pinner pinner = new Pinner(folder, ledgers, key, clock, lock);
    pinner.catchUp();
    if (key != null) {
      Path keys = Files.createDirectories(folder.resolve("keys"));
      Path file = keys.resolve(RootKeys.id(key.publicKey()) + ".pub");
      if (!Files.exists(file)) {
        Files.writeString(file, key.publicKey() + "\n");
      }
    }
    return pinner;
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock got = channel.tryLock();
      return got != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The files of today and yesterday hold all heads and what was pinned lately. */
  private void catchUp() throws IOException {
    List<Path> files = folder.files();
    for (Path file : files.subList(Math.max(0, files.size() - 2), files.size())) {
      PinFolder.each(
          file, (bytes, number) -> goOn(CanonicalJson.read(bytes, PinLine.class), bytes));
    }
    if (Files.exists(folder.roots())) {
      PinFolder.each(
          folder.roots(),
          (bytes, number) -> {
            latest = CanonicalJson.read(bytes, Root.class);
            roots = latest.n() + 1;
            rootHead = PinLine.hash(bytes);
          });
    }
    headsAreDue = true;
  }

  private void goOn(PinLine line, byte[] bytes) {
    Instant at = Instant.parse(line.at());
    line.heads().forEach(each -> heads.put(name(each.l(), each.c()), each));
    line.marks().forEach(each -> recent.put(name(each.l(), each.k()), new Known(each, at)));
    if (!line.more()) {
      since = at.minus(OVERLAP);
      forget(at);
    }
    follow(line, bytes);
  }

  private void follow(PinLine line, byte[] bytes) {
    count = line.n() + 1;
    head = PinLine.hash(bytes);
  }

  private void forget(Instant now) {
    Instant before = now.minus(OVERLAP.multipliedBy(2));
    recent.values().removeIf(known -> known.changed().isBefore(before));
  }

  /**
   * Writes down what is stored now, in one line or, if very much is new, in several; on disk when
   * this returns.
   *
   * @throws IOException if it can't be written; the next time everything is looked at again
   */
  public void pin() throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Path file = folder.file(DAY.format(CityTime.day(now)));
    Look look = new Look(now, file);
    if (headsAreDue || !Files.exists(file)) {
      look.heads.addAll(heads.values());
    }
    headsAreDue = true;
    try {
      for (Ledger ledger : ledgers) {
        look.at(ledger);
      }
      look.write(false);
    } catch (UncheckedIOException e) {
      recent.clear();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      recent.clear(); // It may hold what was seen and not written.
      throw e;
    }
    headsAreDue = false;
    since = now.minus(OVERLAP);
    forget(now);
    if (key != null && (latest == null || hour(Instant.parse(latest.at())) != hour(now))) {
      root(key, now);
    }
  }

  private static long hour(Instant at) {
    return at.getEpochSecond() / 3_600;
  }

  private void root(RootKey key, Instant now) throws IOException {
    String id = RootKeys.id(key.publicKey());
    Root open = new Root(roots, now.toString(), rootHead, count - 1, head, id, "");
    Root signed =
        new Root(
            open.n(), open.at(), open.prev(), open.pin(), open.root(), id, key.sign(open.signed()));
    byte[] bytes = signed.bytes();
    PinFolder.append(folder.roots(), bytes);
    latest = signed;
    roots = signed.n() + 1;
    rootHead = PinLine.hash(bytes);
  }

  /** One look at the ledgers, written line by line. */
  private final class Look {
    private final Instant now;
    private final Path file;
    private final List<PinLine.Head> heads = new ArrayList<>();
    private final List<PinLine.Mark> marks = new ArrayList<>();

    Look(Instant now, Path file) {
      this.now = now;
      this.file = file;
    }

    void at(Ledger ledger) {
      ledger.observe(since, chain -> settled(ledger.name(), chain), new Seen(ledger.name(), this));
    }

    void write(boolean more) throws IOException {
      PinLine line = new PinLine(count, now.toString(), head, heads, marks, more);
      byte[] bytes = line.bytes();
      PinFolder.append(file, bytes);
      follow(line, bytes);
      heads.clear();
      marks.clear();
    }

    void add(PinLine.Mark mark) {
      marks.add(mark);
      if (marks.size() == MOST_MARKS) {
        try {
          write(true);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private boolean settled(String ledger, String chain) {
    PinLine.Head known = heads.get(name(ledger, chain));
    return known != null && known.e();
  }

  /** Takes what is not pinned yet. */
  private final class Seen implements Ledger.Observer {
    private final String ledger;
    private final Look look;

    Seen(String ledger, Look look) {
      this.ledger = ledger;
      this.look = look;
    }

    @Override
    public void head(String chain, long count, String hash, boolean closed) {
      PinLine.Head seen = new PinLine.Head(ledger, chain, count, hash, closed);
      if (!seen.equals(heads.put(name(ledger, chain), seen))) {
        look.heads.add(seen);
      }
    }

    @Override
    public void mark(String key, long revision, String digest, Instant changed) {
      Known known = recent.get(name(ledger, key));
      if (known == null || known.mark().r() < revision) {
        PinLine.Mark mark = new PinLine.Mark(ledger, key, revision, digest);
        look.add(mark);
        if (changed.isAfter(since)) {
          recent.put(name(ledger, key), new Known(mark, changed));
        }
      }
    }
  }

  private static String name(String ledger, String rest) {
    return ledger + "\n" + rest;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
