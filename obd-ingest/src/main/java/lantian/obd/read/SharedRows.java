package lantian.obd.read;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Filing;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.read.Shared.Kind;
import lantian.obd.read.Shared.Teller;
import lantian.obd.store.Proof;
import lantian.obd.store.Proofs;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers that several vehicles told, read out of {@code obd_vehicles} (标识重复查询). A page reads
 * the claims of all vehicles once, and the vehicles of its rows by the index.
 */
final class SharedRows {
  private final MongoCollection<Document> vehicles;
  private final Senders senders;

  SharedRows(MongoCollection<Document> vehicles, Senders senders) {
    this.vehicles = vehicles;
    this.senders = senders;
  }

  /**
   * By kind and value.
   *
   * @param kind null for both
   * @param vin only those that this vehicle told, null for all
   * @param since first city day whose telling counts
   */
  Page<Shared> page(
      @Nullable Kind kind, @Nullable Vin vin, LocalDate since, @Nullable String cursor, int limit) {
    List<Bson> wanted = new ArrayList<>();
    wanted.add(Filters.gte("claims.day", (int) since.toEpochDay()));
    if (kind != null) {
      wanted.add(Filters.regex("claims.key", "^" + prefix(kind)));
    }
    if (cursor != null) {
      wanted.add(Filters.gt("claims.key", Cursors.parts(cursor, 1).getFirst()));
    }
    if (vin != null) {
      wanted.add(Filters.in("claims.key", keys(vin, since)));
    }
    List<Bson> stages =
        List.of(
            Aggregates.match(
                vin == null
                    ? Filters.gte("claims.day", (int) since.toEpochDay())
                    : Filters.in("claims.key", keys(vin, since))),
            Aggregates.project(Projections.include("claims.key", "claims.day")),
            Aggregates.unwind("$claims"),
            Aggregates.match(Filters.and(wanted)),
            Aggregates.group("$claims.key", Accumulators.sum("vehicles", 1L)),
            Aggregates.match(Filters.gt("vehicles", 1L)),
            Aggregates.sort(Sorts.ascending("_id")),
            Aggregates.limit(limit + 1));
    List<Shared> rows = new ArrayList<>();
    String last = "";
    for (Document group : vehicles.aggregate(stages).allowDiskUse(true)) {
      if (rows.size() == limit) {
        return new Page<>(rows, Cursors.of(last));
      }
      last = group.getString("_id");
      List<Teller> tellers = tellers(last, (int) since.toEpochDay());
      rows.add(
          new Shared(
              kind(last),
              last.substring(2),
              group.getLong("vehicles"),
              Shared.times(tellers),
              tellers));
    }
    return new Page<>(rows, null);
  }

  /** What one vehicle told. */
  private List<String> keys(Vin vin, LocalDate since) {
    Document found =
        vehicles.find(Filters.eq(vin.text())).projection(Projections.include("claims")).first();
    return claims(found == null ? new Document() : found, "claims").stream()
        .filter(claim -> claim.getInteger("day") >= since.toEpochDay())
        .map(claim -> claim.getString("key"))
        .toList();
  }

  private List<Teller> tellers(String key, int since) {
    List<Document> found =
        vehicles
            .find(
                Filters.elemMatch(
                    "claims", Filters.and(Filters.eq("key", key), Filters.gte("day", since))))
            .projection(Projections.include("claims", "firsts"))
            .sort(Sorts.ascending("_id"))
            .limit(Shared.MOST_TELLERS)
            .into(new ArrayList<>());
    List<Vin> vins = found.stream().map(one -> new Vin(one.getString("_id"))).toList();
    Map<Vin, List<Filing>> filings = senders.filings(vins);
    List<Proofs.Last> packets = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Vin vin = vins.get(i);
      Proof proof = senders.quick(vin, filings.getOrDefault(vin, List.of()));
      Document claim = Objects.requireNonNull(claim(found.get(i), "claims", key));
      packets.add(new Proofs.Last(proof, packet(claim)));
    }
    senders.verify(packets, Shared.MOST_TELLERS);
    List<Teller> tellers = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Document first = claim(found.get(i), "firsts", key);
      Document last = Objects.requireNonNull(claim(found.get(i), "claims", key));
      Proofs.Last packet = packets.get(i);
      tellers.add(
          new Teller(
              vins.get(i),
              first == null ? null : day(first),
              day(last),
              Senders.sender(packet.proof().trust(packet.packet()))));
    }
    return tellers;
  }

  private static LocalDate day(Document claim) {
    return LocalDate.ofEpochDay(claim.getInteger("day"));
  }

  private static PacketRef packet(Document claim) {
    return new PacketRef(
        LogPosition.of(claim.get("position", Binary.class).getData()),
        claim.getLong("received"),
        claim.getString("iccid"),
        claim.getLong("signature"),
        Profile.GB17691,
        0);
  }

  private static @Nullable Document claim(Document vehicle, String field, String key) {
    return claims(vehicle, field).stream()
        .filter(claim -> claim.getString("key").equals(key))
        .findFirst()
        .orElse(null);
  }

  private static List<Document> claims(Document vehicle, String field) {
    return vehicle.getList(field, Document.class, List.of());
  }

  private static String prefix(Kind kind) {
    return switch (kind) {
      case CONTROLLER -> "E ";
      case CARD -> "C ";
    };
  }

  private static Kind kind(String key) {
    return key.startsWith("E ") ? Kind.CONTROLLER : Kind.CARD;
  }
}
