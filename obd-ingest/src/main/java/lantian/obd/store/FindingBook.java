package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lantian.obd.rule.Finding;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Findings on disk, collection {@code obd_findings} (线索簿). Only the judgement of a day writes them.
 *
 * <p>A document holds the content told by the latest day that tells the finding ({@code day}). A
 * day judged again takes back what it told and tells no longer: what an earlier day told comes
 * forth again, or the finding is withdrawn. Every change is a new revision.
 */
final class FindingBook {
  static final String WITHDRAWN = "WITHDRAWN";

  private final MongoCollection<Document> findings;
  private final MongoCollection<Document> days;
  private final long fence;

  FindingBook(Store store, long fence) {
    this.findings = store.collection(Store.Name.FINDINGS);
    this.days = store.collection(Store.Name.DAYS);
    this.fence = fence;
  }

  /**
   * Makes the findings of a vehicle what its days tell, after one of them was judged.
   *
   * @param key the day
   * @param told what it tells now
   * @param evidence what a finding rests on; asked for new and changed ones
   */
  void reconcile(
      DayKey key, Collection<Finding> told, Function<Finding, Evidence> evidence, Instant now) {
    Map<String, Document> known = known(key, told);
    List<Document> lost = new ArrayList<>();
    for (Document old : known.values()) {
      boolean again = told.stream().anyMatch(f -> f.id().text().equals(old.getString("_id")));
      if (!again && old.getInteger("day") == key.day() && stands(old)) {
        Earlier earlier = earlier(key, old.getString("_id"));
        if (earlier != null) {
          write(earlier.finding(), earlier.day(), old, null, evidence, now);
        } else {
          lost.add(old);
        }
      }
    }
    for (Finding finding : told) {
      Document old = known.get(finding.id().text());
      if (old == null || !stands(old) || old.getInteger("day") <= key.day()) {
        write(finding, key.day(), old, replaced(finding, lost), evidence, now);
      }
    }
    for (Document old : lost) {
      withdraw(old, successor(old, told), now);
    }
  }

  /**
   * Shuts an earlier holder out of the findings of a day that this one has judged: it may have been
   * paused with some of them still to be written, and would write them beside the later judgement.
   *
   * @param earlier what the earlier holder told; what it never wrote and the day tells no longer is
   *     withdrawn beforehand
   * @param told what the day tells now
   */
  void shutOut(DayKey key, Collection<Finding> earlier, Collection<Finding> told, Instant now) {
    Set<FindingId> again = told.stream().map(Finding::id).collect(Collectors.toSet());
    findings.updateMany(
        and(eq("vin", key.vin().text()), eq("day", key.day()), lt("fence", fence)),
        new Document("$set", new Document("fence", fence)));
    for (Finding finding : earlier) {
      Document never =
          FindingDocument.of(finding)
              .append("day", key.day())
              .append("state", WITHDRAWN)
              .append("revision", 1)
              .append("changed", Date.from(now))
              .append("replacedBy", null)
              .append("replaces", null);
      never.putAll(new Evidence(List.of(), 0, Origin.MEASURED).document());
      findings.updateOne(
          eq(finding.id().text()),
          new Document("$max", new Document("fence", fence)).append("$setOnInsert", never),
          new UpdateOptions().upsert(!again.contains(finding.id())));
    }
  }

  private Map<String, Document> known(DayKey key, Collection<Finding> told) {
    List<String> ids = told.stream().map(f -> f.id().text()).toList();
    Map<String, Document> known = new HashMap<>();
    findings
        .find(
            or(
                in("_id", ids),
                and(eq("vin", key.vin().text()), eq("day", key.day()), ne("state", WITHDRAWN))))
        .forEach(document -> known.put(document.getString("_id"), document));
    return known;
  }

  private static boolean stands(Document finding) {
    return !finding.getString("state").equals(WITHDRAWN);
  }

  private record Earlier(Finding finding, int day) {}

  private @Nullable Earlier earlier(DayKey key, String id) {
    Document day =
        days.find(
                and(
                    gte("_id", new Binary(new DayKey(key.vin(), 0).key())),
                    lt("_id", new Binary(key.key())),
                    eq("findings.id", id)))
            .sort(descending("_id"))
            .first();
    if (day == null) {
      return null;
    }
    for (Document one : day.getList("findings", Document.class)) {
      if (one.getString("id").equals(id)) {
        return new Earlier(FindingDocument.read(id, one), day.getInteger("day"));
      }
    }
    return null;
  }

  private void write(
      Finding finding,
      int day,
      @Nullable Document old,
      @Nullable String replaces,
      Function<Finding, Evidence> evidence,
      Instant now) {
    Document set = new Document("fence", fence).append("day", day);
    boolean same =
        old != null
            && stands(old)
            && old.getString("canonical").equals(finding.canonical())
            && old.getString("reasonZh").equals(finding.reason().zh());
    if (!same) {
      set.putAll(FindingDocument.of(finding));
      set.putAll(evidence.apply(finding).document());
      set.append("revision", old == null ? 1 : old.getInteger("revision") + 1)
          .append("changed", Date.from(now))
          .append("replacedBy", null)
          .append("replaces", replaces != null || old == null ? replaces : old.get("replaces"));
    } else if (old != null && old.getInteger("day") == day) {
      return;
    }
    findings.updateOne(
        and(eq(finding.id().text()), lte("fence", fence)),
        new Document("$set", set),
        new UpdateOptions().upsert(true));
  }

  private void withdraw(Document old, @Nullable String successor, Instant now) {
    Document set =
        new Document("fence", fence)
            .append("state", WITHDRAWN)
            .append("replacedBy", successor)
            .append("revision", old.getInteger("revision") + 1)
            .append("changed", Date.from(now));
    findings.updateOne(
        and(eq(old.getString("_id")), lte("fence", fence)), new Document("$set", set));
  }

  private static @Nullable String replaced(Finding finding, List<Document> lost) {
    for (Document old : lost) {
      if (overlap(finding, old)) {
        return old.getString("_id");
      }
    }
    return null;
  }

  private static @Nullable String successor(Document old, Collection<Finding> told) {
    for (Finding finding : told) {
      if (overlap(finding, old)) {
        return finding.id().text();
      }
    }
    return null;
  }

  private static boolean overlap(Finding finding, Document old) {
    Instant oldEnd = old.getDate("end") == null ? Instant.MAX : old.getDate("end").toInstant();
    Instant end = Objects.requireNonNullElse(finding.end(), Instant.MAX);
    return finding.rule().equals(old.getString("rule"))
        && !finding.start().isAfter(oldEnd)
        && !old.getDate("start").toInstant().isAfter(end);
  }
}
