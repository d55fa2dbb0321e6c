package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/** Vehicles on disk, collection {@code obd_vehicles} (车辆状态簿). */
final class VehicleBook {
  private final MongoCollection<Document> collection;
  private final long fence;
  private final Memory initial;
  private final byte[] initialDigest;

  VehicleBook(MongoCollection<Document> collection, long fence, Judge judge) {
    this.collection = collection;
    this.fence = fence;
    this.initial = judge.initial();
    this.initialDigest = initial.digest();
  }

  /** A vehicle never seen. */
  Vehicle fresh(Vin vin) {
    return new Vehicle(vin, initial, initialDigest);
  }

  /**
   * Reads vehicles; those never seen are fresh ones.
   *
   * @param judge decodes the memories
   * @param watermark first sequence of a lane that a replay may deliver
   */
  Map<Vin, Vehicle> read(Collection<Vin> vins, Judge judge, ToLongFunction<LaneKey> watermark) {
    Map<Vin, Vehicle> vehicles = new HashMap<>();
    List<String> ids = vins.stream().map(Vin::text).toList();
    for (Document document : collection.find(in("_id", ids))) {
      Vehicle vehicle = read(document, judge, watermark);
      vehicles.put(vehicle.vin(), vehicle);
    }
    for (Vin vin : vins) {
      vehicles.computeIfAbsent(vin, this::fresh);
    }
    return vehicles;
  }

  private static Vehicle read(Document document, Judge judge, ToLongFunction<LaneKey> watermark) {
    Vehicle vehicle =
        new Vehicle(
            new Vin(document.getString("_id")),
            judge.decode(bytes(document, "memory")),
            bytes(document, "start"));
    vehicle.lastKey = document.getLong("last");
    vehicle.newestDay = document.getInteger("day");
    vehicle.applied = Applied.read(bytes(document, "places"), watermark);
    vehicle.latest = Latest.of(document.get("latest", Document.class));
    vehicle.claims = Claims.of(document);
    return vehicle;
  }

  private static byte[] bytes(Document document, String field) {
    return document.get(field, Binary.class).getData();
  }

  /** What is to be written of a vehicle as it stands now. */
  WriteModel<Document> image(Vehicle vehicle) {
    Document set =
        new Document("fence", fence)
            .append("last", vehicle.lastKey)
            .append("day", vehicle.newestDay)
            .append("start", new Binary(vehicle.startDigest))
            .append("memory", new Binary(vehicle.memory.encode()))
            .append("places", new Binary(vehicle.savedPlaces()))
            .append("latest", vehicle.latest.document())
            // Equal to what is stored on nearly every write, which then leaves the index alone.
            .append("claims", vehicle.claims.latest())
            .append("firsts", vehicle.claims.earliest());
    return new UpdateOneModel<>(
        and(eq(vehicle.vin().text()), lte("fence", fence)),
        new Document("$set", set),
        new UpdateOptions().upsert(true));
  }

  /**
   * Writes images.
   *
   * @throws com.mongodb.MongoException with a duplicate key if another projector has taken over
   */
  void write(List<WriteModel<Document>> images) {
    if (!images.isEmpty()) {
      collection.bulkWrite(images, new BulkWriteOptions().ordered(false));
    }
  }
}
