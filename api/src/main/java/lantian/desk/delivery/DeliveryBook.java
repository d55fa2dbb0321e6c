package lantian.desk.delivery;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event for each receiver (投递记录簿), {@code desk_deliveries}.
 *
 * <p>A receiver's last record is its place: delivered or skipped, the next event is due; failed, it
 * is this one. So one write says both what was done and where to go on.
 */
public final class DeliveryBook {
  private static final String COLLECTION = "desk_deliveries";

  private final MongoCollection<Document> deliveries;

  private DeliveryBook(MongoCollection<Document> deliveries) {
    this.deliveries = deliveries;
  }

  /** Opens it; makes its indexes. */
  public static DeliveryBook open(MongoDatabase durable) {
    MongoCollection<Document> deliveries = durable.getCollection(COLLECTION);
    deliveries.createIndex(Indexes.ascending("state", "_id"));
    return new DeliveryBook(deliveries);
  }

  /** The last record of a receiver, empty if nothing was ever tried. */
  public Optional<Delivery> last(String receiver) {
    return Optional.ofNullable(
            deliveries
                .find(
                    Filters.and(
                        Filters.gte("_id", Delivery.id(receiver, 0)),
                        Filters.lt("_id", receiver + "_:")))
                .sort(Sorts.descending("_id"))
                .first())
        .map(DeliveryDocument::delivery);
  }

  /** One record. */
  public Optional<Delivery> find(String id) {
    return Optional.ofNullable(deliveries.find(Filters.eq("_id", id)).first())
        .map(DeliveryDocument::delivery);
  }

  /**
   * Records by id.
   *
   * @param receiver the only receiver, null for all
   * @param state the only state, null for all
   * @param before id before which the page begins, null for the last ones
   * @param limit records at most
   */
  public List<Delivery> list(
      @Nullable String receiver,
      Delivery.@Nullable State state,
      @Nullable String before,
      int limit) {
    List<Bson> all = new ArrayList<>();
    all.add(Filters.empty());
    if (receiver != null) {
      all.add(Filters.gte("_id", Delivery.id(receiver, 0)));
      all.add(Filters.lt("_id", receiver + "_:"));
    }
    if (state != null) {
      all.add(Filters.eq("state", state.name()));
    }
    if (before != null) {
      all.add(Filters.lt("_id", before));
    }
    List<Delivery> found = new ArrayList<>();
    deliveries
        .find(Filters.and(all))
        .sort(Sorts.descending("_id"))
        .limit(limit)
        .forEach(document -> found.add(DeliveryDocument.delivery(document)));
    return found;
  }

  /**
   * Writes how an attempt ended.
   *
   * @param fence number of the lease under which it was made
   * @return false if another process delivers by now, or somebody has skipped it
   */
  boolean write(Delivery delivery, long fence) {
    try {
      deliveries.replaceOne(
          Filters.and(
              Filters.eq("_id", delivery.id()),
              Filters.lte("fence", fence),
              Filters.eq("state", Delivery.State.FAILED.name())),
          DeliveryDocument.of(delivery, fence),
          new ReplaceOptions().upsert(true));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == 11000) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Lets a receiver go without an event that failed.
   *
   * @return false if it has not failed, or not any more
   */
  public boolean skip(String id, String by, String why, Instant now) {
    return change(
        id,
        Updates.combine(
            Updates.set("state", Delivery.State.SKIPPED.name()),
            Updates.set("by", by),
            Updates.set("why", why),
            Updates.set("next", null),
            Updates.set("last", Date.from(now))));
  }

  /**
   * Makes an event that failed due now.
   *
   * @return false if it has not failed, or not any more
   */
  public boolean retry(String id, Instant now) {
    return change(id, Updates.set("next", Date.from(now)));
  }

  private boolean change(String id, Bson update) {
    Bson failed =
        Filters.and(Filters.eq("_id", id), Filters.eq("state", Delivery.State.FAILED.name()));
    return deliveries.updateOne(failed, update).getMatchedCount() == 1;
  }

  /** Notes a receipt; a later one that matches counts. */
  void receipt(String receiver, long sequence, boolean matches) {
    deliveries.updateOne(
        Filters.and(
            Filters.eq("_id", Delivery.id(receiver, sequence)), Filters.ne("receipt", true)),
        Updates.set("receipt", matches));
  }
}
