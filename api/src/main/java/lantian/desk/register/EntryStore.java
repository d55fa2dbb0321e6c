package lantian.desk.register;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * One collection of dated entries: {@code vin, validFrom, validTo, superseded}, the values, and who
 * recorded what when.
 *
 * @param collection where the entries are
 * @param write puts the values into a document
 * @param read takes them out again
 * @param <V> what is filed
 */
record EntryStore<V>(
    MongoCollection<Document> collection,
    BiConsumer<V, Document> write,
    Function<Document, V> read) {

  /** All entries of these vehicles, superseded ones too. */
  Map<Vin, List<Span<V>>> load(@Nullable ClientSession session, Collection<Vin> vins) {
    Bson filter = Filters.in("vin", vins.stream().map(Vin::text).toList());
    FindIterable<Document> found =
        session == null ? collection.find(filter) : collection.find(session, filter);
    Map<Vin, List<Span<V>>> entries = new HashMap<>();
    for (Document stored : found.batchSize(1000)) {
      entries
          .computeIfAbsent(new Vin(stored.getString("vin")), vin -> new ArrayList<>())
          .add(span(stored));
    }
    return entries;
  }

  Span<V> span(Document stored) {
    Date to = stored.getDate("validTo");
    return new Span<>(
        stored.getString("_id"),
        stored.getDate("validFrom").toInstant(),
        to == null ? null : to.toInstant(),
        read.apply(stored),
        stored.getBoolean("superseded"));
  }

  /** The writes that lead from one state of a vehicle's entries to another. */
  List<WriteModel<Document>> difference(
      Vin vin, List<Span<V>> old, List<Span<V>> now, Instant at, String by) {
    Map<String, Span<V>> before = new HashMap<>();
    old.forEach(span -> before.put(span.id(), span));
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Span<V> span : now) {
      Span<V> was = before.get(span.id());
      if (was == null) {
        writes.add(new InsertOneModel<>(document(vin, span, at, by)));
      } else if (was.superseded() != span.superseded() || !Objects.equals(was.to(), span.to())) {
        writes.add(0, changed(was, span, at, by)); // Ends come before the entry that follows.
      }
    }
    return writes;
  }

  private Document document(Vin vin, Span<V> span, Instant at, String by) {
    Document entry =
        new Document("_id", span.id())
            .append("vin", vin.text())
            .append("validFrom", Date.from(span.from()))
            .append("validTo", span.to() == null ? null : Date.from(span.to()))
            .append("superseded", span.superseded())
            .append("recordedAt", Date.from(at))
            .append("recordedBy", by);
    write.accept(span.values(), entry);
    return entry;
  }

  private UpdateOneModel<Document> changed(Span<V> was, Span<V> now, Instant at, String by) {
    Document history =
        new Document("at", Date.from(at))
            .append("by", by)
            .append("validTo", was.to() == null ? null : Date.from(was.to()))
            .append("superseded", was.superseded());
    return new UpdateOneModel<>(
        Filters.eq("_id", was.id()),
        Updates.combine(
            Updates.set("validTo", now.to() == null ? null : Date.from(now.to())),
            Updates.set("superseded", now.superseded()),
            Updates.push("history", history)));
  }
}
