package lantian.desk.cases;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lantian.proto.FindingId;
import org.jspecify.annotations.Nullable;

/** A room that holds the newest revision of each finding; cursors are row numbers. */
final class FakeFindings implements FindingSource {
  private final Map<FindingId, CaseFinding> rows = new ConcurrentHashMap<>();
  volatile FindingFacts.Evidence evidence = FindingFacts.Evidence.INTACT;

  /** Rows of one page at most, whatever the caller asks. */
  volatile int page = Integer.MAX_VALUE;

  void write(CaseFinding revision) {
    rows.put(revision.id(), revision);
  }

  /** By change. */
  List<CaseFinding> all() {
    return rows.values().stream()
        .sorted(Comparator.comparing(CaseFinding::changed).thenComparing(row -> row.id().text()))
        .toList();
  }

  @Override
  public Page changedAfter(Instant after, @Nullable String cursor, int limit) {
    List<CaseFinding> found = all().stream().filter(row -> row.changed().isAfter(after)).toList();
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(found.size(), from + Math.min(limit, page));
    return new Page(found.subList(from, to), to < found.size() ? Integer.toString(to) : null);
  }

  @Override
  public FindingFacts.Evidence evidence(CaseFinding finding, Map<String, String> sealed) {
    return evidence;
  }
}
