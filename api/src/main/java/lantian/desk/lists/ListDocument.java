package lantian.desk.lists;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.desk.audit.Actor;
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
        .append("hash", list.hash())
        .append("receipt", of(list.receipt()))
        .append("results", results(list))
        .append("state", list.state().name());
  }

  static List<Document> results(HandoverList list) {
    List<Document> results = new ArrayList<>();
    list.results().forEach((row, result) -> results.add(of(row, result)));
    return results;
  }

  static @Nullable Document of(@Nullable Receipt receipt) {
    return receipt == null
        ? null
        : new Document("kind", receipt.kind().name())
            .append("by", receipt.by())
            .append("organisation", receipt.organisation())
            .append("at", Date.from(receipt.at()));
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
        in.getString("hash"),
        receipt(in.get("receipt", Document.class)),
        results);
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
    return in == null
        ? null
        : new Receipt(
            Actor.Kind.valueOf(in.getString("kind")),
            in.getString("by"),
            in.getString("organisation"),
            date(in, "at").toInstant());
  }

  private static Document of(int row, RowResult result) {
    LocalDate day = result.day();
    return new Document("row", row)
        .append("kind", result.kind().name())
        .append("reference", result.reference())
        .append("day", day == null ? null : day.toString())
        .append("reason", result.reason())
        .append("by", result.by())
        .append("at", Date.from(result.at()));
  }

  private static RowResult result(Document in) {
    String day = in.getString("day");
    return new RowResult(
        RowResult.Kind.valueOf(in.getString("kind")),
        in.getString("reference"),
        day == null ? null : LocalDate.parse(day),
        in.getString("reason"),
        in.getString("by"),
        date(in, "at").toInstant());
  }

  private static Date date(Document in, String field) {
    return Objects.requireNonNull(in.getDate(field), field);
  }
}
