package lantian.desk.register;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What the desk's own pages read from the registers (备案查询). Calls block. */
public final class RegisterReadings {
  /** Vehicles that one plate may lead to; a plate moves from one to the next over the years. */
  private static final int MOST_OF_A_PLATE = 20;

  private final EntryStore<VehicleValues> vehicles;
  private final EntryStore<TerminalValues> terminals;

  /** A terminal entry with its vehicle. */
  public record TerminalEntry(Vin vin, Span<TerminalValues> span) {}

  RegisterReadings(EntryStore<VehicleValues> vehicles, EntryStore<TerminalValues> terminals) {
    this.vehicles = vehicles;
    this.terminals = terminals;
  }

  /** True if a vehicle with this VIN could be filed. */
  public static boolean fileable(Vin vin) {
    return vin.text().matches(RowReading.VIN);
  }

  /** All entries of these vehicles, superseded ones too; those without entries are missing. */
  public Map<Vin, List<Span<VehicleValues>>> vehicles(Collection<Vin> vins) {
    return vehicles.load(null, vins);
  }

  /** All entries of the terminals of these vehicles. */
  public Map<Vin, List<Span<TerminalValues>>> terminals(Collection<Vin> vins) {
    return terminals.load(null, vins);
  }

  /** Vehicles that have or had this plate; null for any colour. A corrected entry never held. */
  public List<Vin> ofPlate(String number, Plate.@Nullable Colour colour) {
    Bson filter = Filters.and(Filters.eq("plateNumber", number), Filters.eq("superseded", false));
    if (colour != null) {
      filter = Filters.and(filter, Filters.eq("plateColour", colour.name()));
    }
    List<Vin> found = new ArrayList<>();
    for (Document stored : vehicles.collection().find(filter).limit(10 * MOST_OF_A_PLATE)) {
      Vin vin = new Vin(stored.getString("vin"));
      if (!found.contains(vin) && found.size() < MOST_OF_A_PLATE) {
        found.add(vin);
      }
    }
    return found;
  }

  /** The terminal entry with this id. */
  public Optional<TerminalEntry> terminal(String id) {
    return Optional.ofNullable(terminals.collection().find(Filters.eq("_id", id)).first())
        .map(this::entry);
  }

  /**
   * Terminal entries that hold at a moment, by VIN.
   *
   * @param maker only of this maker, null for all
   * @param vins only of these vehicles, null for all
   * @param after only behind this VIN, null from the beginning
   */
  public List<TerminalEntry> terminals(
      Instant at,
      @Nullable String maker,
      @Nullable Collection<Vin> vins,
      @Nullable String after,
      int limit) {
    List<Bson> filters = holding(at);
    if (maker != null) {
      filters.add(Filters.eq("maker", maker));
    }
    if (vins != null) {
      filters.add(Filters.in("vin", vins.stream().map(Vin::text).toList()));
    }
    if (after != null) {
      filters.add(Filters.gt("vin", after));
    }
    List<TerminalEntry> found = new ArrayList<>();
    terminals
        .collection()
        .find(Filters.and(filters))
        .sort(Sorts.ascending("vin"))
        .limit(limit)
        .forEach(stored -> found.add(entry(stored)));
    return found;
  }

  /**
   * Vehicles of which an entry of either register holds at a moment, by VIN.
   *
   * @param after only behind this VIN
   * @param last only up to this VIN, null for no end
   */
  public List<Vin> filed(Instant at, String after, @Nullable String last, int limit) {
    List<Bson> filters = holding(at);
    filters.add(Filters.gt("vin", after));
    if (last != null) {
      filters.add(Filters.lte("vin", last));
    }
    TreeSet<String> found = new TreeSet<>();
    for (MongoCollection<Document> entries :
        List.of(vehicles.collection(), terminals.collection())) {
      // At one moment one entry of a vehicle holds, so these are as many vehicles.
      entries
          .find(Filters.and(filters))
          .projection(Projections.include("vin"))
          .sort(Sorts.ascending("vin"))
          .limit(limit)
          .forEach(stored -> found.add(stored.getString("vin")));
    }
    return found.stream().limit(limit).map(Vin::new).toList();
  }

  private static List<Bson> holding(Instant at) {
    Date moment = Date.from(at);
    List<Bson> filters = new ArrayList<>();
    filters.add(Filters.eq("superseded", false));
    filters.add(Filters.lte("validFrom", moment));
    filters.add(Filters.or(Filters.eq("validTo", null), Filters.gt("validTo", moment)));
    return filters;
  }

  private TerminalEntry entry(Document stored) {
    return new TerminalEntry(new Vin(stored.getString("vin")), terminals.span(stored));
  }
}
