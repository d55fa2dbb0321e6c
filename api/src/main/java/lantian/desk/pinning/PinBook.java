package lantian.desk.pinning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.canonical.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Everything that was pinned, read back and checked by itself (固定簿). */
public final class PinBook {
  /** The name under which flaws of the pins themselves are reported. */
  public static final String LEDGER = "pins";

  private final Map<String, Pinned> ledgers = new HashMap<>();
  private final Map<Long, String> lines = new HashMap<>();
  private final Set<String> roots = new HashSet<>();
  private String head = PinLine.NONE;
  private long count;
  private @Nullable Instant last;

  /**
   * Reads the pins in a folder; none if it is not there.
   *
   * @param names the ledgers that are wanted
   * @param inspection is told what is wrong with the pins and with the signed roots
   * @param keys public keys that roots may be signed with
   * @throws IOException if a file can't be read
   */
  public static PinBook read(Path folder, List<String> names, RootKeys keys, Inspection inspection)
      throws IOException {
    PinBook book = new PinBook();
    names.forEach(name -> book.ledgers.put(name, new Pinned(book.roots)));
    PinFolder pins = new PinFolder(folder);
    for (Path file : pins.files()) {
      PinFolder.each(
          file, (line, number) -> book.take(line, file.getFileName() + ":" + number, inspection));
    }
    new RootCheck(book, keys, inspection).check(pins.roots());
    return book;
  }

  /** A line of the roots. */
  void add(byte[] root) {
    roots.add(new String(root, StandardCharsets.UTF_8));
  }

  /** True if a copy of a signed root stands among the roots as it is. */
  public boolean holdsRoot(String copy) {
    return roots.contains(copy);
  }

  private void take(byte[] bytes, String where, Inspection inspection) {
    inspection.looked(LEDGER, 1);
    PinLine line;
    try {
      line = CanonicalJson.read(bytes, PinLine.class);
      Instant.parse(line.at());
    } catch (IOException | RuntimeException e) {
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.CHANGED, "the line can't be read"));
      return;
    }
    if (line.n() != count) {
      Flaw.Kind kind = line.n() > count ? Flaw.Kind.MISSING : Flaw.Kind.ADDED;
      inspection.wrong(
          Flaw.of(LEDGER, where, kind, "pin " + line.n() + " stands where pin " + count + " was"));
    } else if (!line.prev().equals(head)) {
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.CHANGED, "does not follow the one before"));
    }
    count = line.n() + 1;
    head = PinLine.hash(bytes);
    lines.put(line.n(), head);
    if (!line.more()) {
      last = Instant.parse(line.at());
    }
    ledgers.forEach((name, pinned) -> pinned.add(line, name));
  }

  /** What is pinned of a ledger. */
  public Pinned of(String ledger) {
    return ledgers.getOrDefault(ledger, new Pinned());
  }

  /** Number of pins. */
  public long count() {
    return count;
  }

  /** When the last pin was made; null if there is none. */
  public @Nullable Instant last() {
    return last;
  }

  /** Hash of the pin with this number, null if there is none. */
  @Nullable String hash(long number) {
    return lines.get(number);
  }
}
