package lantian.desk.pinning;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the pins say about one ledger (固定内容). */
public final class Pinned {
  private final Map<String, Chain> chains = new TreeMap<>();
  private final Map<String, Mark> marks = new HashMap<>();
  private final Set<String> roots;
  private @Nullable Instant last;

  /** A ledger that was never pinned. */
  public Pinned() {
    this(Set.of());
  }

  /** With these roots, which more are added to. */
  Pinned(Set<String> roots) {
    this.roots = roots;
  }

  /**
   * What is pinned of a single record.
   *
   * @param revision its revision
   * @param digest digest of its content, hex
   */
  public record Mark(long revision, String digest) {}

  /** What is pinned of a chain. */
  public static final class Chain {
    private final Map<Long, String> hashes = new HashMap<>();
    private long count;
    private boolean closed;

    /** Number of records when it was last pinned. */
    public long count() {
      return count;
    }

    /** True if nothing may come behind them. */
    public boolean closed() {
      return closed;
    }

    /** By the number of a record, counted from 1, the hash it had; for those that ended a pin. */
    public Map<Long, String> hashes() {
      return hashes;
    }
  }

  void add(PinLine line, String ledger) {
    if (!line.more()) {
      last = Instant.parse(line.at());
    }
    for (PinLine.Head head : line.heads()) {
      if (head.l().equals(ledger)) {
        Chain chain = chains.computeIfAbsent(head.c(), name -> new Chain());
        if (head.n() > 0) {
          chain.hashes.putIfAbsent(head.n(), head.h());
        }
        chain.count = Math.max(chain.count, head.n());
        chain.closed |= head.e();
      }
    }
    for (PinLine.Mark mark : line.marks()) {
      if (mark.l().equals(ledger)) {
        marks.merge(
            mark.k(),
            new Mark(mark.r(), mark.d()),
            (was, is) -> is.revision() > was.revision() ? is : was);
      }
    }
  }

  /** Pinned chains by name. */
  public Map<String, Chain> chains() {
    return chains;
  }

  /** Pinned records by key. */
  public Map<String, Mark> marks() {
    return marks;
  }

  /** True if a copy of a signed root stands among the roots as it is. */
  public boolean holdsRoot(String copy) {
    return roots.contains(copy);
  }

  /** When the last pin was made; null if there is none. */
  public @Nullable Instant last() {
    return last;
  }
}
