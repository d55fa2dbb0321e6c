package lantian.desk.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Call;
import lantian.desk.register.RegisterReadings;
import lantian.desk.sealing.Sealer;
import lantian.obd.read.Page;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Pages through what a source has (分页): by vehicle if the caller filters by one, without the rows
 * that the caller may not see, and with cursors that say nothing to whoever reads them.
 */
final class Listing {
  /** Pages looked through for a row that may be seen; then an empty page says where to go on. */
  private static final int PATIENCE = 20;

  /** How long a filter id may be used: a link in a file or a note is worth a month. */
  static final Duration FILTER_LIFE = Duration.ofDays(30);

  private final Sealer sealer;
  private final RegisterReadings register;
  private final InstantSource clock;

  /** One page of a source, for one vehicle or (null) for all. */
  @FunctionalInterface
  interface Source<T> {
    Page<T> page(@Nullable Vin vin, @Nullable String cursor, int limit);
  }

  /** Where a list goes on: which of the filter's vehicles, and the source's own cursor. */
  private record Place(int vehicle, @Nullable String cursor) {
    static final Place START = new Place(0, null);

    static Place of(String text) {
      int end = text.indexOf('\n');
      String cursor = text.substring(end + 1);
      return new Place(Integer.parseInt(text.substring(0, end)), cursor.isEmpty() ? null : cursor);
    }

    String text() {
      return vehicle + "\n" + (cursor == null ? "" : cursor);
    }
  }

  /** A search as an address may hold it: an id that says nothing, and when it ends. */
  record FilterId(String id, Instant expires) {}

  Listing(Sealer sealer, RegisterReadings register, InstantSource clock) {
    this.clock = clock;
    this.sealer = sealer;
    this.register = register;
  }

  /** The vehicles that the call's filter means; a list of one null if it has none. */
  List<@Nullable Vin> vehicles(Call call) {
    return vehicles(ExportOrder.of(call));
  }

  /** The same for whoever exports. */
  List<@Nullable Vin> vehicles(ExportOrder order) {
    String filter = order.inputs().text("filter");
    List<@Nullable Vin> vehicles = new ArrayList<>();
    if (filter == null) {
      vehicles.add(null);
    } else {
      vehicles.addAll(resolve(filter, order.maySearch()));
    }
    return vehicles;
  }

  /**
   * The vehicles of a filter id that has not ended, or the one of a vehicle's own id, which answers
   * have given out. For whoever may not search there are none of the former: a list would tell him
   * of a plate what a search may not. Which rows of theirs the caller sees is judged by the list;
   * an id gives no right.
   */
  List<Vin> resolve(Call call, String filter) {
    return resolve(filter, maySearch(call.operationsOf(call.caller().role())));
  }

  /** True if these operations let somebody look vehicles up by plate or VIN. */
  static boolean maySearch(List<String> operations) {
    return operations.contains("searchVehicles");
  }

  private List<Vin> resolve(String filter, boolean maySearch) {
    Optional<String> shown = sealer.open(Sealer.Kind.VEHICLE, filter);
    if (shown.isPresent()) {
      return List.of(new Vin(shown.get()));
    }
    if (!maySearch) {
      throw unknownFilter();
    }
    String text = sealer.open(Sealer.Kind.FILTER, filter).orElseThrow(Listing::unknownFilter);
    // What was typed comes last, so that no line break in it is taken for the next part.
    List<String> parts = List.of(text.split("\n", 4));
    if (!parts.getFirst().matches("[0-9]{1,12}")) {
      throw unknownFilter(); // Of a version before filters ended.
    }
    Instant expires = Instant.ofEpochSecond(Long.parseLong(parts.getFirst()));
    if (!clock.instant().isBefore(expires)) {
      throw endedFilter();
    }
    return switch (parts.get(1)) {
      case "vin" -> List.of(new Vin(parts.get(3)));
      case "number" -> {
        Plate.Colour colour = parts.get(2).isEmpty() ? null : Plate.Colour.valueOf(parts.get(2));
        yield register.ofPlate(parts.get(3), colour);
      }
      default -> throw unknownFilter();
    };
  }

  private static Refusal endedFilter() {
    return new Refusal(
        Fault.INVALID,
        List.of(
            FieldError.of(
                "filter",
                "EXPIRED",
                "筛选编号已过期，请重新按车架号或号牌查询",
                "the filter id has expired; search by VIN or plate again")));
  }

  private static Refusal unknownFilter() {
    return new Refusal(
        Fault.INVALID, List.of(FieldError.of("filter", "UNKNOWN", "无此筛选编号", "no such filter")));
  }

  FilterId filterOfVin(Vin vin) {
    return filter("vin\n\n" + vin.text());
  }

  FilterId filterOfPlate(String number, Plate.@Nullable Colour colour) {
    return filter("number\n" + (colour == null ? "" : colour.name()) + "\n" + number);
  }

  private FilterId filter(String search) {
    Instant expires = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(FILTER_LIFE);
    String text = expires.getEpochSecond() + "\n" + search;
    return new FilterId(sealer.seal(Sealer.Kind.FILTER, text), expires);
  }

  /** One page of an answer; its cursor is sealed. */
  <T> Page<T> page(Call call, int limit, Source<T> source, UnaryOperator<List<T>> visible) {
    List<@Nullable Vin> vehicles = vehicles(call);
    String cursor = cursor(call);
    Optional<Place> place = Optional.of(cursor == null ? Place.START : Place.of(cursor));
    List<T> rows = List.of();
    for (int i = 0; i < PATIENCE && rows.isEmpty() && place.isPresent(); i++) {
      Place at = place.get();
      if (at.vehicle() >= vehicles.size()) {
        return new Page<>(List.of(), null);
      }
      Page<T> page = source.page(vehicles.get(at.vehicle()), at.cursor(), limit);
      rows = visible.apply(page.rows());
      place = next(at, page.next(), vehicles.size());
    }
    return new Page<>(rows, place.map(p -> seal(call, p.text())).orElse(null));
  }

  /**
   * Everything behind a filter, page by page, in the order of {@link #page}, while {@code rows}
   * says that it wants more.
   */
  <T> void sweep(List<@Nullable Vin> vehicles, Source<T> source, Predicate<List<T>> rows) {
    for (Vin vin : vehicles) {
      String cursor = null;
      do {
        Page<T> page = source.page(vin, cursor, 500);
        if (!rows.test(page.rows())) {
          return;
        }
        cursor = page.next();
      } while (cursor != null);
    }
  }

  /** A cursor that only the same operation takes back. */
  String seal(Call call, String cursor) {
    return sealer.seal(Sealer.Kind.CURSOR, call.operation() + "\n" + cursor);
  }

  /** The text of the call's cursor, null if it has none. */
  @Nullable String cursor(Call call) {
    String cursor = call.inputs().text("cursor");
    return cursor == null ? null : open(call, cursor);
  }

  private String open(Call call, String cursor) {
    String prefix = call.operation() + "\n";
    return sealer
        .open(Sealer.Kind.CURSOR, cursor)
        .filter(text -> text.startsWith(prefix))
        .map(text -> text.substring(prefix.length()))
        .orElseThrow(() ->
            new Refusal(
                Fault.INVALID,
                List.of(FieldError.of("cursor", "UNKNOWN", "无此分页标记", "no such cursor"))));
  }

  private static Optional<Place> next(Place at, @Nullable String cursor, int vehicles) {
    if (cursor != null) {
      return Optional.of(new Place(at.vehicle(), cursor));
    }
    return at.vehicle() + 1 < vehicles
        ? Optional.of(new Place(at.vehicle() + 1, null))
        : Optional.empty();
  }
}
