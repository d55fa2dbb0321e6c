package lantian.desk.fence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The register of fences (围栏簿), {@code desk_fences}. Calls block. */
public final class FenceBook {
  /** Fences that are kept, ended ones too. */
  public static final int MOST = 200;

  private static final String COLLECTION = "desk_fences";

  private final MongoCollection<Document> fences;

  /** Opens it. */
  public FenceBook(MongoDatabase durable) {
    fences = durable.getCollection(COLLECTION);
  }

  /** Adds fences in one write; those that stand already under their ids stay as they are. */
  public void add(List<Fence> wanted, String by) {
    try {
      fences.insertMany(
          wanted.stream().map(fence -> of(fence, by)).toList(),
          new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean made =
          e.getWriteErrors().stream()
              .allMatch(one -> one.getCategory() == ErrorCategory.DUPLICATE_KEY);
      if (!made) {
        throw e;
      }
    }
  }

  /** All of them, by name. */
  public List<Fence> list() {
    List<Fence> found = new ArrayList<>();
    fences
        .find()
        .sort(Sorts.ascending("name", "_id"))
        .limit(MOST)
        .forEach(stored -> found.add(fence(stored)));
    return found;
  }

  /** How many there are. */
  public long count() {
    return fences.countDocuments();
  }

  /** One. */
  public Optional<Fence> find(String id) {
    return Optional.ofNullable(fences.find(Filters.eq("_id", id)).first()).map(FenceBook::fence);
  }

  /** Changes what may change; empty if it is no longer in the state that was read. */
  public Optional<Fence> change(
      Fence was, String name, Fence.Kind kind, @Nullable LocalDate until, String by) {
    Document now =
        fences.findOneAndUpdate(
            Filters.and(Filters.eq("_id", was.id()), Filters.eq("version", was.version())),
            Updates.combine(
                Updates.set("name", name),
                Updates.set("kind", kind.name()),
                Updates.set("until", until == null ? null : until.toString()),
                Updates.set("changedBy", by),
                Updates.inc("version", 1L)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(now).map(FenceBook::fence);
  }

  private static Document of(Fence fence, String by) {
    LocalDate until = fence.until();
    return new Document("_id", fence.id())
        .append("name", fence.name())
        .append("kind", fence.kind().name())
        .append("from", fence.from().toString())
        .append("until", until == null ? null : until.toString())
        .append("coordinates", fence.shape().coordinates())
        .append("madeBy", by)
        .append("version", fence.version());
  }

  private static Fence fence(Document in) {
    String until = in.getString("until");
    return new Fence(
        in.getString("_id"),
        in.getString("name"),
        Fence.Kind.valueOf(in.getString("kind")),
        LocalDate.parse(in.getString("from")),
        until == null ? null : LocalDate.parse(until),
        shape(in),
        in.getLong("version"));
  }

  /** It was checked when it came. */
  private static Shape shape(Document in) {
    List<List<Ring>> polygons = new ArrayList<>();
    for (Object polygon : in.getList("coordinates", Object.class)) {
      polygons.add(((List<?>) polygon).stream().map(FenceBook::ring).toList());
    }
    return new Shape(polygons);
  }

  private static Ring ring(Object points) {
    return new Ring(
        ((List<?>) points)
            .stream()
                .map(point -> (List<?>) point)
                .map(pair -> new Ring.Spot((Double) pair.get(0), (Double) pair.get(1)))
                .toList());
  }
}
