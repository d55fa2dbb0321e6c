package lantian.desk.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/** A book whose records are committed when a test says so; what it marked outlives a publisher. */
public final class FakeNotices implements Unpublished {
  /** For the three bureaus, in one county. */
  public static final Audience BUREAUS =
      new Audience(Set.of(Role.ECOLOGY, Role.POLICE, Role.TRANSPORT), null, "姑苏区");

  private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

  private final List<Notice> committed = new ArrayList<>();
  private final Set<NoticeId> marked = new HashSet<>();
  private final Map<String, Long> numbers = new HashMap<>();

  /** Commits the next entry of a record for the three bureaus. */
  public Notice commit(String source) {
    return commit(source, BUREAUS);
  }

  /** Commits the next entry of a record. */
  public synchronized Notice commit(String source, Audience audience) {
    long number = numbers.merge(source, 0L, (was, none) -> was + 1);
    Notice notice =
        new Notice(
            new NoticeId(source, number),
            "case.transferred",
            "subject-" + source,
            audience,
            NOON.plusSeconds(number),
            "{\"number\":" + number + "}");
    committed.add(notice);
    return notice;
  }

  /** An audience of one role. */
  public static Audience only(Role role, @Nullable String organisation, @Nullable String county) {
    return new Audience(Set.of(role), organisation, county);
  }

  /** Everything that was ever committed. */
  public synchronized List<Notice> committed() {
    return List.copyOf(committed);
  }

  @Override
  public synchronized List<Notice> next(int limit) {
    return committed.stream().filter(n -> !marked.contains(n.id())).limit(limit).toList();
  }

  @Override
  public synchronized void published(List<NoticeId> ids) {
    marked.addAll(ids);
  }
}
