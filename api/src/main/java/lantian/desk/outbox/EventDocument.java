package lantian.desk.outbox;

import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lantian.desk.access.Role;
import org.bson.Document;

/** An event as {@code desk_outbox} stores it. */
final class EventDocument {
  private EventDocument() {}

  static Document of(Event event, long fence) {
    Notice notice = event.notice();
    Audience audience = notice.audience();
    return new Document("_id", event.sequence())
        .append("id", event.id())
        .append("source", notice.id().source())
        .append("number", notice.id().number())
        .append("kind", notice.kind())
        .append("subject", notice.subject())
        .append("roles", audience.roles().stream().map(Role::name).toList())
        .append("organisation", audience.organisation())
        .append("county", audience.county())
        .append("at", Date.from(notice.at()))
        .append("data", notice.data())
        .append("fence", fence);
  }

  static Event event(Document in) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<String> named = in.getList("roles", String.class);
    named.forEach(name -> roles.add(Role.valueOf(name)));
    return new Event(
        sequence(in),
        new Notice(
            new NoticeId(in.getString("source"), in.getLong("number")),
            in.getString("kind"),
            in.getString("subject"),
            new Audience(roles, in.getString("organisation"), in.getString("county")),
            Objects.requireNonNull(in.getDate("at")).toInstant(),
            in.getString("data")));
  }

  static long sequence(Document in) {
    return Objects.requireNonNull(in.getLong("_id"));
  }
}
