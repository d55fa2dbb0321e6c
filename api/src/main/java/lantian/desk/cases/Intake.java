package lantian.desk.cases;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes findings into the cases they belong to (线索入案); the rules are those of {@link Grouping}.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final CaseBook book;
  private final Grouping grouping;

  /** Findings of which go into the same cases. */
  private record Key(String subject, String kind) {}

  Intake(CaseBook book, Grouping grouping) {
    this.book = book;
    this.grouping = grouping;
  }

  /** Takes these, in their order; returns how many cases were written. */
  int take(List<CaseFinding> findings, Instant now) {
    Map<Key, List<CaseRecord>> known =
        load(findings.stream().map(CaseFinding::subject).collect(Collectors.toSet()));
    int written = 0;
    for (CaseFinding finding : findings) {
      try {
        written += take(known, finding, now) ? 1 : 0;
      } catch (MongoException e) {
        throw e;
      } catch (RuntimeException e) {
        // One that can't be taken must not hold up all others for good.
        LOG.error("finding {} goes into no case: {}", finding.id(), e.getClass().getName());
      }
    }
    return written;
  }

  /** Tries again with what is stored by now whenever somebody else wrote to the case in between. */
  private boolean take(Map<Key, List<CaseRecord>> known, CaseFinding finding, Instant now) {
    Key key = new Key(finding.subject(), finding.kind());
    while (true) {
      List<CaseRecord> cases = known.computeIfAbsent(key, k -> new ArrayList<>());
      Optional<CaseRecord> next = grouping.take(cases, finding, now);
      if (next.isEmpty()) {
        return false;
      }
      if (book.put(next.get())) {
        cases.removeIf(old -> old.id().equals(next.get().id()));
        cases.add(next.get());
        cases.sort(Comparator.comparingInt(CaseRecord::ordinal));
        return true;
      }
      known.remove(key);
      known.putAll(load(List.of(key.subject())));
    }
  }

  private Map<Key, List<CaseRecord>> load(Collection<String> subjects) {
    Map<Key, List<CaseRecord>> known = new HashMap<>();
    for (CaseRecord record : book.of(subjects)) {
      known
          .computeIfAbsent(new Key(record.subject(), record.kind()), k -> new ArrayList<>())
          .add(record);
    }
    return known;
  }
}
