package lantian.desk.pinning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds the records of a ledger against their pins (记录核对). */
public final class MarkCheck {
  /** A record may show this much later than the time it bears. */
  public static final Duration GRACE = Duration.ofMinutes(2);

  private final String ledger;
  private final Pinned pinned;
  private final Inspection inspection;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> strays = new HashMap<>();
  private final List<Flaw> found = new ArrayList<>();

  /** A check of one ledger. */
  public MarkCheck(String ledger, Pinned pinned, Inspection inspection) {
    this.ledger = ledger;
    this.pinned = pinned;
    this.inspection = inspection;
  }

  /**
   * Takes a record that is there.
   *
   * @param changed when it says that it was changed
   * @return true if it is as pinned, or newer than the last pin
   */
  public boolean saw(String key, long revision, String digest, Instant changed) {
    seen.add(key);
    Pinned.Mark mark = pinned.marks().get(key);
    if (mark == null) {
      return young(changed)
          || stray(key, digest, Flaw.Kind.ADDED, "was never pinned although it is old");
    }
    if (revision > mark.revision()) {
      return young(changed)
          || stray(key, digest, Flaw.Kind.CHANGED, "revision was never pinned although it is old");
    }
    return (revision == mark.revision() && digest.equals(mark.digest()))
        || stray(key, digest, Flaw.Kind.CHANGED, "is not what was pinned");
  }

  private boolean young(Instant changed) {
    Instant last = pinned.last();
    boolean young = last == null || changed.isAfter(last.minus(GRACE));
    if (young) {
      inspection.unpinned(ledger, 1);
    }
    return young;
  }

  private boolean stray(String key, String digest, Flaw.Kind kind, String detail) {
    strays.putIfAbsent(digest, key);
    found.add(Flaw.of(ledger, key, kind, detail));
    return false;
  }

  /**
   * Tells what is wrong: after the last record. Content that stands under another key has moved.
   */
  public void done() {
    for (String key : new TreeSet<>(pinned.marks().keySet())) {
      if (!seen.contains(key)) {
        found.add(Flaw.of(ledger, key, Flaw.Kind.MISSING, "was pinned and is not there"));
      }
    }
    found.forEach(flaw -> inspection.wrong(moved(flaw)));
  }

  private Flaw moved(Flaw flaw) {
    Pinned.Mark mark = pinned.marks().get(flaw.record());
    @Nullable String elsewhere = mark == null ? null : strays.get(mark.digest());
    return elsewhere == null || elsewhere.equals(flaw.record())
        ? flaw
        : new Flaw(ledger, flaw.record(), Flaw.Kind.MOVED, elsewhere, "stands elsewhere");
  }
}
