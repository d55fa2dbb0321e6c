package lantian.desk.outbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What is to be told to others, in one gapless order (发件箱), {@code desk_outbox}.
 *
 * <p>The sequence <em>is</em> the {@code _id}, and whoever appends takes the number behind the last
 * one it has seen. Two publishers can't both have it: the later one finds it taken, stops, and
 * looks again. So there never is a number whose predecessor comes later, and a reader that has seen
 * a number has seen all before it. The notice's own id is unique, too: nothing gets a second
 * number.
 */
public final class Outbox {
  /** The collection's name. */
  public static final String COLLECTION = "desk_outbox";

  private final MongoCollection<Document> events;

  /**
   * What a reader gets.
   *
   * @param rows events in their order
   * @param next place behind which the next page begins; all up to there has been looked through
   * @param head the last place that was taken
   */
  public record Page(List<Event> rows, long next, long head) {
    /** Copies the rows. */
    public Page {
      rows = List.copyOf(rows);
    }
  }

  private Outbox(MongoCollection<Document> events) {
    this.events = events;
  }

  /** Opens it; makes its indexes. */
  public static Outbox open(MongoDatabase durable) {
    MongoCollection<Document> events = durable.getCollection(COLLECTION);
    events.createIndex(Indexes.ascending("id"), new IndexOptions().unique(true));
    events.createIndex(Indexes.ascending("roles", "_id"));
    return new Outbox(events);
  }

  /** The last place that is taken, 0 if none is. */
  public long head() {
    Document last =
        events.find().sort(Sorts.descending("_id")).projection(Projections.include("_id")).first();
    return last == null ? 0 : EventDocument.sequence(last);
  }

  /**
   * Events behind a place that this reader may see.
   *
   * @param after place of the last event that is known, 0 for none
   * @param limit rows at most
   */
  public Page after(Reader reader, long after, int limit) {
    long head = head();
    List<Event> rows = new ArrayList<>();
    if (head > after) {
      // Only up to the head that was read first: what comes after it is for the next page.
      events
          .find(Filters.and(visible(reader), Filters.gt("_id", after), Filters.lte("_id", head)))
          .sort(Sorts.ascending("_id"))
          .limit(limit)
          .forEach(found -> rows.add(EventDocument.event(found)));
    }
    long next = rows.size() == limit ? rows.getLast().sequence() : Math.max(head, after);
    return new Page(rows, next, head);
  }

  /** The event at a place. */
  public Optional<Event> at(long sequence) {
    return Optional.ofNullable(events.find(Filters.eq("_id", sequence)).first())
        .map(EventDocument::event);
  }

  /**
   * Gives notices the next places, in their order; those that have one keep it.
   *
   * @param fence number of the lease under which that is done
   * @return events that are new; the last place is their last one's
   * @throws Overtaken if somebody else is giving places; what was given before stands
   */
  List<Event> append(List<Notice> notices, long fence) {
    Set<String> known = known(notices);
    long place = head();
    List<Event> fresh = new ArrayList<>();
    for (Notice notice : notices) {
      if (known.add(notice.id().text())) {
        fresh.add(new Event(++place, notice));
      }
    }
    if (!fresh.isEmpty()) {
      insert(fresh.stream().map(event -> EventDocument.of(event, fence)).toList());
    }
    return fresh;
  }

  private void insert(List<Document> documents) {
    try {
      events.insertMany(documents, new InsertManyOptions().ordered(true));
    } catch (MongoBulkWriteException e) {
      boolean taken =
          e.getWriteErrors().stream()
              .anyMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
      throw taken ? new Overtaken() : e;
    }
  }

  private Set<String> known(List<Notice> notices) {
    List<String> ids = notices.stream().map(notice -> notice.id().text()).toList();
    Set<String> known = new HashSet<>();
    events
        .find(Filters.in("id", ids))
        .projection(Projections.fields(Projections.include("id"), Projections.excludeId()))
        .forEach(found -> known.add(found.getString("id")));
    return known;
  }

  private static Bson visible(Reader reader) {
    List<Bson> all = new ArrayList<>();
    all.add(Filters.eq("roles", reader.role().name()));
    if (reader.county() != null) {
      all.add(Filters.eq("county", reader.county()));
    }
    if (Audience.bound(reader)) {
      // An organisation that is missing matches nothing, not what has none.
      String organisation = reader.organisation();
      all.add(
          organisation == null ? Filters.eq("_id", -1L) : Filters.eq("organisation", organisation));
    }
    return Filters.and(all);
  }

  /** Somebody else took the place: this publisher's turn is over. */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("another publisher gives places", null, false, false);
    }
  }
}
