package lantian.obd.read;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.obd.filing.Filing;
import lantian.obd.store.Proof;
import lantian.obd.store.Proofs;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Latest states read out of {@code obd_vehicles} (车辆查询). */
final class VehicleRows {
  private static final Bson ROW = Projections.include("latest");

  /** Rows looked at together; the register is asked once for each such batch. */
  private static final int BATCH = 500;

  /** Most signatures verified for one page; a row beyond shows what its binding proves. */
  private static final int MOST_VERIFIED = 500;

  private final MongoCollection<Document> vehicles;
  private final Senders senders;
  private final InstantSource clock;

  VehicleRows(MongoCollection<Document> vehicles, Senders senders, InstantSource clock) {
    this.vehicles = vehicles;
    this.senders = senders;
    this.clock = clock;
  }

  Optional<Vehicle> one(Vin vin) {
    List<Filing> filings = senders.filings(vin);
    Document document = vehicles.find(Filters.eq(vin.text())).projection(ROW).first();
    if (document != null) {
      Proof proof = senders.quick(vin, filings);
      senders.verify(List.of(new Proofs.Last(proof, LatestState.lastPacket(document))), 1);
      return Optional.of(LatestState.vehicle(document, filings, proof, clock.instant()));
    }
    return filings.isEmpty()
        ? Optional.empty()
        : Optional.of(LatestState.silent(vin, filings, clock.instant()));
  }

  /** Where vehicles are that something was received from since a moment, in no order. */
  List<Place> places(Instant since, int most) {
    List<Place> places = new ArrayList<>();
    Bson heard = Filters.gte("latest.received", since.toEpochMilli());
    Bson row = Projections.include("latest.items");
    for (Document document : vehicles.find(heard).projection(row).limit(most)) {
      LatestState.place(document).ifPresent(places::add);
    }
    return places;
  }

  /** Vehicles that were heard of, by VIN. */
  Page<Vehicle> page(VehicleFilter filter, @Nullable String cursor, int limit) {
    List<Vehicle> rows = new ArrayList<>();
    String after = cursor == null ? "" : Cursors.parts(cursor, 1).get(0);
    int left = MOST_VERIFIED;
    while (true) {
      List<Document> batch = batch(filter, after, Math.clamp(limit + 1L, 100, BATCH));
      Map<Vin, List<Filing>> filings = senders.filings(vins(batch));
      List<Proofs.Last> last = new ArrayList<>();
      for (Document document : batch) {
        Vin vin = new Vin(document.getString("_id"));
        Proof proof = senders.quick(vin, filings.getOrDefault(vin, List.of()));
        last.add(new Proofs.Last(proof, LatestState.lastPacket(document)));
      }
      left -= senders.verify(last, left);
      for (int i = 0; i < batch.size(); i++) {
        Document document = batch.get(i);
        Vin vin = new Vin(document.getString("_id"));
        List<Filing> own = filings.getOrDefault(vin, List.of());
        Vehicle row = LatestState.vehicle(document, own, last.get(i).proof(), clock.instant());
        if (isMeant(row, filter)) {
          if (rows.size() == limit) {
            return new Page<>(rows, Cursors.of(rows.getLast().vin().text()));
          }
          rows.add(row);
        }
        after = vin.text();
      }
      if (batch.isEmpty()) {
        return new Page<>(rows, null);
      }
    }
  }

  private List<Document> batch(VehicleFilter filter, String after, int size) {
    Bson where = Filters.gt("_id", after);
    Instant since = filter.onlineSince();
    if (since != null) {
      where = Filters.and(where, Filters.gte("latest.received", since.toEpochMilli()));
    }
    return vehicles
        .find(where)
        .projection(ROW)
        .sort(Sorts.ascending("_id"))
        .limit(size)
        .into(new ArrayList<>());
  }

  private static List<Vin> vins(List<Document> batch) {
    return batch.stream().map(document -> new Vin(document.getString("_id"))).toList();
  }

  private static boolean isMeant(Vehicle row, VehicleFilter filter) {
    return (filter.filed() == null || filter.filed() == row.filed())
        && (filter.verified() == null || filter.verified() == row.sender().verified());
  }
}
