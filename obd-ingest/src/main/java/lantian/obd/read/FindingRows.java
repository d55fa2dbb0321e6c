package lantian.obd.read;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Stored findings read out of {@code obd_findings} (线索查询). */
final class FindingRows {
  private static final Bson ROW =
      Projections.exclude("packets.frame", "canonical", "fence", "memory");

  private final MongoCollection<Document> findings;

  FindingRows(MongoCollection<Document> findings) {
    this.findings = findings;
  }

  /** Newest first; whoever follows changes gets the oldest change first. */
  Page<Found> page(FindingFilter filter, @Nullable String cursor, int limit) {
    boolean follows = filter.changedAfter() != null;
    String by = follows ? "changed" : "start";
    Bson where = where(filter);
    if (cursor != null) {
      List<String> parts = Cursors.parts(cursor, 2);
      Date at = Date.from(Instant.ofEpochMilli(Cursors.number(parts.get(0))));
      where = Filters.and(where, behind(follows, by, at, parts.get(1)));
    }
    List<Found> rows = new ArrayList<>();
    String last = "";
    for (Document document : sorted(where, by, follows).limit(limit + 1)) {
      if (rows.size() == limit) {
        return new Page<>(rows, last);
      }
      rows.add(row(document));
      last =
          Cursors.of(
              Long.toString(instant(document, by).toEpochMilli()), document.getString("_id"));
    }
    return new Page<>(rows, null);
  }

  private FindIterable<Document> sorted(Bson where, String by, boolean ascending) {
    Bson order = ascending ? Sorts.ascending(by, "_id") : Sorts.descending(by, "_id");
    return findings.find(where).projection(ROW).sort(order);
  }

  private static Bson behind(boolean ascending, String by, Date at, String id) {
    return ascending
        ? Filters.or(Filters.gt(by, at), Filters.and(Filters.eq(by, at), Filters.gt("_id", id)))
        : Filters.or(Filters.lt(by, at), Filters.and(Filters.eq(by, at), Filters.lt("_id", id)));
  }

  long count(FindingFilter filter) {
    return findings.countDocuments(where(filter));
  }

  /** Every finding of a filter, in the order of the pages. */
  void each(FindingFilter filter, Consumer<Found> taker) {
    boolean follows = filter.changedAfter() != null;
    for (Document document :
        sorted(where(filter), follows ? "changed" : "start", follows).batchSize(500)) {
      taker.accept(row(document));
    }
  }

  /** The document of a finding. */
  Optional<Document> document(FindingId id) {
    return Optional.ofNullable(findings.find(Filters.eq(id.text())).first());
  }

  /** Documents of findings that touch a span, by start. */
  FindIterable<Document> documents(ExportFilter filter) {
    Bson where =
        where(
            new FindingFilter(
                filter.vin(), null, null, filter.from(), filter.to(), null, Instant.EPOCH));
    return findings.find(where).sort(Sorts.ascending("start", "_id"));
  }

  private static Bson where(FindingFilter filter) {
    List<Bson> all = new ArrayList<>();
    if (filter.vin() != null) {
      all.add(Filters.eq("vin", filter.vin().text()));
    }
    if (filter.rule() != null) {
      all.add(Filters.eq("rule", filter.rule()));
    }
    if (filter.state() != null) {
      all.add(Filters.eq("state", filter.state().name()));
    } else if (filter.changedAfter() == null) {
      all.add(Filters.in("state", FoundState.OPEN.name(), FoundState.CLOSED.name()));
    }
    if (filter.from() != null) {
      Date from = Date.from(filter.from());
      all.add(Filters.or(Filters.eq("end", null), Filters.gte("end", from)));
    }
    if (filter.to() != null) {
      all.add(Filters.lt("start", Date.from(filter.to())));
    }
    if (filter.verified() != null) {
      all.add(Filters.eq("verified", filter.verified()));
    }
    if (filter.changedAfter() != null) {
      all.add(Filters.gt("changed", Date.from(filter.changedAfter())));
    }
    return all.isEmpty() ? new Document() : Filters.and(all);
  }

  static Found row(Document in) {
    Date end = in.getDate("end");
    String replaces = in.getString("replaces");
    List<String> packets = new ArrayList<>();
    for (Document packet : in.getList("packets", Document.class, List.of())) {
      packets.add(hex(packet, "position"));
    }
    return new Found(
        new FindingId(in.getString("_id")),
        in.getInteger("revision"),
        instant(in, "changed"),
        FoundState.valueOf(in.getString("state").toUpperCase(Locale.ROOT)),
        replaces == null ? null : new FindingId(replaces),
        new Vin(in.getString("vin")),
        in.getBoolean("verified"),
        Origin.valueOf(in.getString("origin")),
        in.getString("rule"),
        in.getString("ruleSet"),
        instant(in, "start"),
        end == null ? null : end.toInstant(),
        instant(in, "last"),
        instant(in, "peakAt"),
        in.getDouble("measured"),
        in.getDouble("peak"),
        in.getDouble("limit"),
        in.getString("unit"),
        in.getInteger("score"),
        in.getString("reasonZh"),
        in.getString("reasonEn"),
        in.getString("lawZh"),
        in.getString("lawEn"),
        in.getBoolean("lawVerified"),
        packets);
  }

  static Instant instant(Document in, String field) {
    return Objects.requireNonNull(in.getDate(field), field).toInstant();
  }

  static byte[] bytes(Document in, String field) {
    return Objects.requireNonNull(in.get(field, Binary.class), field).getData();
  }

  static String hex(Document in, String field) {
    return java.util.HexFormat.of().formatHex(bytes(in, field));
  }
}
