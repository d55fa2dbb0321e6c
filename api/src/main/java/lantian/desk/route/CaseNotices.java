package lantian.desk.route;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.canonical.CanonicalJson;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseEventRow;
import lantian.desk.cases.CaseOutbox;
import lantian.desk.cases.CaseState;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.cases.Track;
import lantian.desk.outbox.Audience;
import lantian.desk.outbox.Notice;
import lantian.desk.outbox.NoticeId;
import lantian.desk.outbox.Unpublished;
import org.jspecify.annotations.Nullable;

/**
 * What happens to cases, for the outbox (案件待发事项). Tells which move it was and where the tracks
 * stand; reason and fields may be personal and are fetched by whoever may see them.
 */
public final class CaseNotices implements Unpublished {
  private final CaseOutbox outbox;
  private final CaseTable table;

  /** The case book's events. */
  public CaseNotices(Casework casework) {
    this.outbox = casework.outbox();
    this.table = casework.book().moving().table();
  }

  @Override
  public List<Notice> next(int limit) {
    return outbox.unpublished(limit).stream().map(this::notice).toList();
  }

  /** A case counts what was told by the last number, so one write a case is enough. */
  @Override
  public void published(List<NoticeId> ids) {
    Map<String, Long> told = new TreeMap<>();
    ids.forEach(id -> told.merge(id.source(), id.number(), Math::max));
    told.forEach((id, number) -> outbox.published(id, Math.toIntExact(number)));
  }

  private Notice notice(CaseEventRow row) {
    CaseEvent event = row.event();
    CaseState from = event.from();
    Map<String, @Nullable Object> data = new TreeMap<>();
    data.put("from", from == null ? null : states(from));
    data.put("kind", row.row().kind());
    data.put("move", event.move());
    data.put("to", states(event.to()));
    return new Notice(
        new NoticeId(row.caseId(), row.seq()),
        "case." + words(event.move()),
        row.caseId(),
        new Audience(audience(row), null, row.county()),
        event.at(),
        CanonicalJson.text(data));
  }

  /** Only what a person has looked at leaves the house; that follows from the event alone. */
  private Set<Role> audience(CaseEventRow row) {
    CaseState from = row.event().from();
    CaseState to = row.event().to();
    boolean looked =
        left(to) || (from != null && left(from)) || (table.ended(to) && row.row().confirmed());
    return looked ? Set.of(Role.ECOLOGY, Role.POLICE, Role.TRANSPORT) : Set.of(Role.ECOLOGY);
  }

  private boolean left(CaseState state) {
    return !table.takes(state) && !table.ended(state);
  }

  private static Map<String, Object> states(CaseState state) {
    Map<String, Object> states = new TreeMap<>();
    for (Track track : Track.values()) {
      states.put(track.id(), state.of(track));
    }
    return states;
  }

  /** {@code handBack} is {@code hand-back}. */
  private static String words(String move) {
    return move.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
