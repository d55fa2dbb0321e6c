package lantian.desk.register;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.LocalDate;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Plate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How the two registers stand in the database. */
final class Entries {
  private Entries() {}

  static EntryStore<VehicleValues> vehicles(MongoDatabase database) {
    var collection = database.getCollection("desk_vehicles");
    ofVehicles(collection);
    collection.createIndex(Indexes.ascending("plateNumber", "plateColour"));
    collection.createIndex(Indexes.ascending("county", "vin"));
    return new EntryStore<>(collection, Entries::write, Entries::vehicle);
  }

  static EntryStore<TerminalValues> terminals(MongoDatabase database) {
    var collection = database.getCollection("desk_terminals");
    ofVehicles(collection);
    collection.createIndex(Indexes.ascending("maker", "vin"));
    return new EntryStore<>(collection, Entries::write, Entries::terminal);
  }

  /** One entry a vehicle and start; and all of a vehicle, which that index can't find. */
  private static void ofVehicles(MongoCollection<Document> collection) {
    collection.createIndex(
        Indexes.ascending("vin", "validFrom"),
        new IndexOptions().unique(true).partialFilterExpression(Filters.eq("superseded", false)));
    collection.createIndex(Indexes.ascending("vin"));
  }

  private static void write(VehicleValues values, Document into) {
    Plate plate = values.plate();
    VehicleFacts facts = values.facts();
    into.append("plateNumber", plate == null ? null : plate.number())
        .append("plateColour", plate == null ? null : plate.colour().name())
        .append("county", values.county())
        .append("use", values.use())
        .append("stage", facts.stage())
        .append("fuel", facts.fuel())
        .append("referenceTorqueNm", facts.referenceTorqueNm())
        .append("ratedPowerKw", facts.ratedPowerKw())
        .append("grossMassKg", facts.grossMassKg())
        .append("whtcWorkKwh", facts.whtcWorkKwh())
        .append("reagentTankLitres", facts.reagentTankLitres())
        .append("vehicleModel", facts.vehicleModel())
        .append("inspectedUntil", text(facts.inspectedUntil()));
  }

  private static VehicleValues vehicle(Document stored) {
    String number = stored.getString("plateNumber");
    Plate plate =
        number == null
            ? null
            : new Plate(number, Plate.Colour.valueOf(stored.getString("plateColour")));
    return new VehicleValues(
        plate,
        stored.getString("county"),
        stored.getString("use"),
        new VehicleFacts(
            stored.getString("stage"),
            stored.getString("fuel"),
            stored.getDouble("referenceTorqueNm"),
            stored.getDouble("ratedPowerKw"),
            stored.getDouble("grossMassKg"),
            stored.getDouble("whtcWorkKwh"),
            stored.getDouble("reagentTankLitres"),
            stored.getString("vehicleModel"),
            day(stored.getString("inspectedUntil"))));
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }

  private static void write(TerminalValues values, Document into) {
    Profile profile = values.profile();
    into.append("iccid", values.iccid())
        .append("chipId", values.chipId())
        .append("publicKey", values.publicKey())
        .append("profile", profile == null ? null : profile.name())
        .append("maker", values.maker())
        .append("model", values.model())
        .append("firmware", values.firmware())
        .append("origin", values.origin().name());
  }

  private static TerminalValues terminal(Document stored) {
    String profile = stored.getString("profile");
    return new TerminalValues(
        stored.getString("iccid"),
        stored.getString("chipId"),
        stored.getString("publicKey"),
        profile == null ? null : Profile.valueOf(profile),
        stored.getString("maker"),
        stored.getString("model"),
        stored.getString("firmware"),
        Origin.valueOf(stored.getString("origin")));
  }
}
