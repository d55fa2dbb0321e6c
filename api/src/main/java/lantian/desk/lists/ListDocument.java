package lantian.desk.lists;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A list as {@code desk_lists} stores it. */
final class ListDocument {
  private ListDocument() {}

  static Document of(HandoverList list) {
    return new Document("_id", list.number())
        .append("kind", list.kind().name())
        .append("county", list.county())
        .append("issued", Date.from(list.issued()))
        .append("issuer", list.issuer())
        .append("rows", list.rows().stream().map(ListDocument::of).toList())
        .append("count", list.rows().size())
        .append("root", list.root())
        .append("hash", list.hash())
        .append("receipt", of(list.receipt()))
        .append("results", results(list))
        .append("moves", moves(list.moves()))
        .append("state", list.state().name());
  }

  static List<Document> results(HandoverList list) {
    List<Document> results = new ArrayList<>();
    list.results().forEach((row, result) -> results.add(of(row, result)));
    return results;
  }

  static @Nullable Document of(@Nullable Receipt receipt) {
    return receipt == null ? null : of(receipt.actor()).append("at", Date.from(receipt.at()));
  }

  static Document of(ListEvent event) {
    return new Document("kind", event.kind().name())
        .append("at", Date.from(event.at()))
        .append("answered", event.answered());
  }

  static HandoverList list(Document in) {
    SortedMap<Integer, RowResult> results = new TreeMap<>();
    in.getList("results", Document.class)
        .forEach(result -> results.put(result.getInteger("row"), result(result)));
    return new HandoverList(
        in.getString("_id"),
        ListKind.valueOf(in.getString("kind")),
        in.getString("county"),
        date(in, "issued").toInstant(),
        in.getString("issuer"),
        in.getList("rows", Document.class).stream().map(ListDocument::row).toList(),
        in.getString("root"),
        in.getString("hash"),
        receipt(in.get("receipt", Document.class)),
        results,
        in.getList("moves", Document.class, List.of()).stream().map(ListDocument::move).toList());
  }

  static List<Document> moves(List<RowMove> moves) {
    return moves.stream().map(ListDocument::of).toList();
  }

  private static Document of(RowMove move) {
    return new Document("row", move.row())
        .append("step", move.step().name())
        .append("move", move.move())
        .append("outcome", move.outcome().name())
        .append("code", move.code())
        .append("zh", move.zh())
        .append("en", move.en())
        .append("at", Date.from(move.at()));
  }

  private static RowMove move(Document in) {
    return new RowMove(
        in.getInteger("row"),
        RowMove.Step.valueOf(in.getString("step")),
        in.getString("move"),
        RowMove.Outcome.valueOf(in.getString("outcome")),
        in.getString("code"),
        in.getString("zh"),
        in.getString("en"),
        date(in, "at").toInstant());
  }

  private static Document of(CaseActor actor) {
    Role role = actor.role();
    return new Document("kind", actor.kind().name())
        .append("id", actor.id())
        .append("by", actor.name())
        .append("role", role == null ? null : role.name())
        .append("organisation", actor.organisation())
        .append("county", actor.county());
  }

  private static CaseActor actor(Document in) {
    String role = in.getString("role");
    return new CaseActor(
        Actor.Kind.valueOf(in.getString("kind")),
        in.getString("id"),
        in.getString("by"),
        role == null ? null : Role.valueOf(role),
        in.getString("organisation"),
        in.getString("county"));
  }

  static ListEvent event(Document in) {
    return new ListEvent(
        ListEvent.Kind.valueOf(in.getString("kind")),
        date(in, "at").toInstant(),
        in.getInteger("answered"));
  }

  private static Document of(ListRow row) {
    return new Document("number", row.number())
        .append("case", row.caseId())
        .append("values", new Document(new TreeMap<>(row.values())));
  }

  private static ListRow row(Document in) {
    SortedMap<String, String> values = new TreeMap<>();
    Objects.requireNonNull(in.get("values", Document.class))
        .forEach((column, value) -> values.put(column, (String) value));
    return new ListRow(in.getInteger("number"), in.getString("case"), values);
  }

  private static @Nullable Receipt receipt(@Nullable Document in) {
    return in == null ? null : new Receipt(actor(in), date(in, "at").toInstant());
  }

  private static Document of(int row, RowResult result) {
    LocalDate day = result.day();
    return new Document("row", row)
        .append("kind", result.kind().name())
        .append("reference", result.reference())
        .append("day", day == null ? null : day.toString())
        .append("reason", result.reason())
        .append("code", result.code())
        .append("workshop", result.workshop())
        .append("actor", of(result.actor()))
        .append("at", Date.from(result.at()));
  }

  private static RowResult result(Document in) {
    String day = in.getString("day");
    return new RowResult(
        RowResult.Kind.valueOf(in.getString("kind")),
        in.getString("reference"),
        day == null ? null : LocalDate.parse(day),
        in.getString("reason"),
        in.getString("code"),
        in.getString("workshop"),
        actor(Objects.requireNonNull(in.get("actor", Document.class))),
        date(in, "at").toInstant());
  }

  private static Date date(Document in, String field) {
    return Objects.requireNonNull(in.getDate(field), field);
  }
}
