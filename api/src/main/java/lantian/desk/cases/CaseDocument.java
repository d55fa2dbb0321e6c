package lantian.desk.cases;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A case as {@code desk_cases} keeps it (案件存储): the record, and beside it as plain fields what
 * lists filter and show ({@link CaseRow}).
 */
final class CaseDocument {
  /** Only where there are any: whole plates. */
  static final String CORRECTIONS = "corrections";

  private CaseDocument() {}

  static Document of(CaseRecord record, CaseTable table, @Nullable String county) {
    Document out = plain(CaseRow.of(record, table));
    out.append("county", county).append("previous", record.previous());
    Instant escalates = CaseEscalations.over(record, table);
    if (escalates != null) {
      out.append(CaseEscalations.OVER, Date.from(escalates));
    }
    out.append("findings", record.findings().stream().map(FindingDocument::of).toList());
    out.append("supplements", record.supplements().stream().map(FindingDocument::of).toList());
    out.append("clocks", record.clocks().stream().map(CaseDocument::of).toList());
    out.append("reviewers", record.reviewers());
    if (!record.corrections().isEmpty()) {
      out.append(CORRECTIONS, record.corrections().stream().map(CorrectionDocument::of).toList());
    }
    return out.append("events", record.events().stream().map(CaseDocument::of).toList());
  }

  private static Document plain(CaseRow row) {
    return new Document("_id", row.id())
        .append("version", row.version())
        .append("subject", row.subject())
        .append("kind", row.kind())
        .append("ordinal", row.ordinal())
        .append("state", of(row.state()))
        .append("act", Date.from(row.act()))
        .append("until", Date.from(row.until()))
        .append("rows", row.findings())
        .append("verified", row.verified())
        .append("score", row.score())
        .append("flags", row.flags().stream().map(CaseFlag::name).toList())
        .append("due", dateOrNull(row.due()))
        .append("opened", Date.from(row.opened()))
        .append("changed", Date.from(row.changed()))
        .append("confirmed", row.confirmed());
  }

  static CaseRow row(Document in) {
    return new CaseRow(
        in.getString("_id"),
        in.getInteger("version"),
        in.getString("subject"),
        in.getString("kind"),
        in.getInteger("ordinal"),
        state(child(in, "state")),
        instant(in, "act"),
        instant(in, "until"),
        in.getInteger("rows"),
        in.getBoolean("verified"),
        in.getInteger("score"),
        flags(in),
        instantOrNull(in, "due"),
        instant(in, "opened"),
        instant(in, "changed"),
        in.getBoolean("confirmed"));
  }

  static CaseRecord record(Document in) {
    return new CaseRecord(
        in.getString("_id"),
        in.getInteger("version"),
        in.getString("subject"),
        in.getString("kind"),
        in.getInteger("ordinal"),
        in.getString("previous"),
        state(child(in, "state")),
        children(in, "findings").stream().map(FindingDocument::finding).toList(),
        children(in, "supplements").stream().map(FindingDocument::finding).toList(),
        flags(in),
        children(in, "clocks").stream().map(CaseDocument::clock).toList(),
        in.getList("reviewers", String.class),
        in.getList(CORRECTIONS, Document.class, List.of()).stream()
            .map(CorrectionDocument::correction)
            .toList(),
        events(in));
  }

  static List<CaseEvent> events(Document in) {
    return children(in, "events").stream().map(CaseDocument::event).toList();
  }

  private static Set<CaseFlag> flags(Document in) {
    return in.getList("flags", String.class).stream()
        .map(CaseFlag::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Document of(CaseState state) {
    Document out = new Document();
    for (Track track : Track.values()) {
      out.append(track.id(), state.of(track));
    }
    return out;
  }

  private static CaseState state(Document in) {
    return new CaseState(
        in.getString(Track.MAIN.id()),
        in.getString(Track.PENALTY.id()),
        in.getString(Track.REPAIR.id()),
        in.getString(Track.APPEAL.id()));
  }

  private static Document of(Clock clock) {
    return new Document("id", clock.id())
        .append("start", Date.from(clock.start()))
        .append("due", Date.from(clock.due()))
        .append("known", clock.known())
        .append("stopped", dateOrNull(clock.stopped()));
  }

  private static Clock clock(Document in) {
    return new Clock(
        in.getString("id"),
        instant(in, "start"),
        instant(in, "due"),
        in.getBoolean("known"),
        instantOrNull(in, "stopped"));
  }

  private static Document of(CaseEvent event) {
    CaseState from = event.from();
    return new Document("seq", event.seq())
        .append("at", Date.from(event.at()))
        .append("actor", of(event.actor()))
        .append("move", event.move())
        .append("from", from == null ? null : of(from))
        .append("to", of(event.to()))
        .append("reason", event.reason())
        .append("data", new Document(new TreeMap<>(event.data())))
        .append("manifest", event.manifest())
        .append("previous", event.previous())
        .append("hash", event.hash());
  }

  private static CaseEvent event(Document in) {
    Document from = in.get("from", Document.class);
    TreeMap<String, String> data = new TreeMap<>();
    child(in, "data").forEach((field, value) -> data.put(field, (String) value));
    return new CaseEvent(
        in.getInteger("seq"),
        instant(in, "at"),
        actor(child(in, "actor")),
        in.getString("move"),
        from == null ? null : state(from),
        state(child(in, "to")),
        in.getString("reason"),
        data,
        in.getString("manifest"),
        in.getString("previous"),
        in.getString("hash"));
  }

  private static Document of(CaseActor actor) {
    Role role = actor.role();
    return new Document("kind", actor.kind().name())
        .append("id", actor.id())
        .append("name", actor.name())
        .append("role", role == null ? null : role.name())
        .append("organisation", actor.organisation())
        .append("county", actor.county());
  }

  private static CaseActor actor(Document in) {
    String role = in.getString("role");
    return new CaseActor(
        Actor.Kind.valueOf(in.getString("kind")),
        in.getString("id"),
        in.getString("name"),
        role == null ? null : Role.valueOf(role),
        in.getString("organisation"),
        in.getString("county"));
  }

  static List<Document> children(Document in, String field) {
    return in.getList(field, Document.class);
  }

  static Document child(Document in, String field) {
    return Objects.requireNonNull(in.get(field, Document.class), field);
  }

  static Instant instant(Document in, String field) {
    return Objects.requireNonNull(in.getDate(field), field).toInstant();
  }

  static @Nullable Instant instantOrNull(Document in, String field) {
    Date date = in.getDate(field);
    return date == null ? null : date.toInstant();
  }

  static @Nullable Date dateOrNull(@Nullable Instant moment) {
    return moment == null ? null : Date.from(moment);
  }
}
