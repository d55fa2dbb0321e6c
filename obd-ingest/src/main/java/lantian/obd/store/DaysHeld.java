package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lantian.obd.chunk.ChunkKey;
import lantian.obd.chunk.Chunks;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;

/** Which vehicles, and which days of each, there are stored items of (有数据车辆日). */
final class DaysHeld {
  private final MongoCollection<Document> vehicles;
  private final MongoCollection<Document> chunks;

  DaysHeld(Store store) {
    this.vehicles = store.collection(Store.Name.VEHICLES);
    this.chunks = store.database().getCollection(Chunks.NAME);
  }

  /** All vehicles, in the order of their VINs. */
  List<Vin> vehicles() {
    return vehicles
        .find()
        .projection(Projections.include("_id"))
        .sort(Sorts.ascending("_id"))
        .map(vehicle -> new Vin(vehicle.getString("_id")))
        .into(new ArrayList<>());
  }

  /**
   * Days with chunks that touch a span; one question a day.
   *
   * @param from first epoch second
   * @param to last epoch second
   */
  SortedSet<Integer> of(Vin vin, long from, long to) {
    SortedSet<Integer> days = new TreeSet<>();
    long end = Math.min(to, 0xFFFF_FFFEL) + 1;
    for (long second = from; second < end; ) {
      Document first =
          chunks
              .find(
                  and(
                      gte("_id", ChunkKey.lowest(vin, second)),
                      lt("_id", ChunkKey.behind(vin, end))))
              .projection(Projections.include("_id"))
              .sort(Sorts.ascending("_id"))
              .first();
      if (first == null) {
        return days;
      }
      long start = ChunkKey.of(first.get("_id", Binary.class).getData()).start();
      int day = CityTime.dayNumber(start);
      days.add(day);
      second = CityTime.startOf(day + 1);
    }
    return days;
  }
}
