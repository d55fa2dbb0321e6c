package lantian.desk.lists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.canonical.CanonicalJson;
import lantian.desk.outbox.Audience;
import lantian.desk.outbox.Notice;
import lantian.desk.outbox.NoticeId;
import lantian.desk.outbox.Unpublished;
import org.bson.Document;

/**
 * What happened to lists, for the outbox (清单待发事项). Tells number, hash and counts; what the rows say
 * is fetched by whoever may see it.
 */
public final class ListNotices implements Unpublished {
  private final MongoCollection<Document> lists;

  ListNotices(MongoCollection<Document> lists) {
    this.lists = lists;
  }

  @Override
  public List<Notice> next(int limit) {
    List<Notice> notices = new ArrayList<>();
    lists
        .find(Filters.eq("untold", true))
        .sort(Sorts.ascending("_id"))
        .limit(limit)
        .projection(Projections.exclude("rows", "results"))
        .forEach(found -> {
          List<Document> events = found.getList("events", Document.class);
          int told = found.getInteger("told");
          for (int i = told; i < events.size() && notices.size() < limit; i++) {
            notices.add(notice(found, i, ListDocument.event(events.get(i))));
          }
        });
    return notices;
  }

  private static Notice notice(Document list, int number, ListEvent event) {
    ListKind kind = ListKind.valueOf(list.getString("kind"));
    String name = list.getString("_id");
    Map<String, Object> data = new TreeMap<>();
    data.put("answered", event.answered());
    data.put("hash", list.getString("hash"));
    data.put("kind", kind.name());
    data.put("rows", list.getInteger("count"));
    return new Notice(
        new NoticeId(name, number),
        event.kind().type(),
        name,
        new Audience(Set.of(Role.ECOLOGY, kind.addressee()), null, list.getString("county")),
        event.at(),
        CanonicalJson.text(data));
  }

  /** What was told stays told; whether more is to be told is looked up in the same write. */
  @Override
  public void published(List<NoticeId> ids) {
    Map<String, Long> told = new HashMap<>();
    ids.forEach(id -> told.merge(id.source(), id.number() + 1, Math::max));
    told.forEach((list, count) ->
        lists.updateOne(
            Filters.eq("_id", list),
            List.of(
                new Document(
                    "$set",
                    new Document(
                        "told", new Document("$max", List.of("$told", Math.toIntExact(count))))),
                new Document(
                    "$set",
                    new Document(
                        "untold",
                        new Document(
                            "$lt", List.of("$told", new Document("$size", "$events"))))))));
  }
}
