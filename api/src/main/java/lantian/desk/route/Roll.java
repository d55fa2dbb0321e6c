package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Page;
import lantian.obd.read.Sender;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Vehicles that sent and vehicles that are filed, as one list by VIN (车辆名册). Both are read page by
 * page and merged; a page of it never reads more than one page of each at a time.
 */
final class Roll {
  private final ObdSource obd;
  private final RegisterReadings readings;

  Roll(ObdSource obd, RegisterReadings readings) {
    this.obd = obd;
    this.readings = readings;
  }

  /**
   * Where a page begins.
   *
   * @param after behind this VIN, empty for the beginning
   * @param heard cursor of the page of the OBD room that goes on there; it may begin earlier
   */
  private record Place(String after, @Nullable String heard) {
    static Place of(@Nullable String cursor) {
      if (cursor == null) {
        return new Place("", null);
      }
      int end = cursor.indexOf('\n');
      String heard = cursor.substring(end + 1);
      return new Place(cursor.substring(0, end), heard.isEmpty() ? null : heard);
    }

    String text() {
      return after + "\n" + (heard == null ? "" : heard);
    }
  }

  /** One page; its cursor is the Roll's own. */
  Page<Vehicle> page(Instant now, @Nullable String cursor, int limit) {
    Place place = Place.of(cursor);
    while (true) {
      Page<Vehicle> heard = obd.vehicles(VehicleFilter.ALL, place.heard(), limit);
      // Behind the last vehicle of this page there may be others that sent.
      String last = heard.next() == null ? null : heard.rows().getLast().vin().text();
      List<Vin> filed = readings.filed(now, place.after(), last, limit);
      NavigableMap<String, Vehicle> all = merged(heard.rows(), filed, place.after());
      List<Vehicle> rows = all.values().stream().limit(limit).toList();
      Place next = null;
      if (all.size() > limit || filed.size() == limit) {
        next = new Place(rows.getLast().vin().text(), place.heard());
      } else if (last != null) {
        next = new Place(last, heard.next());
      }
      if (next == null || !rows.isEmpty()) {
        return new Page<>(rows, next == null ? null : next.text());
      }
      place = next;
    }
  }

  private static NavigableMap<String, Vehicle> merged(
      List<Vehicle> heard, List<Vin> filed, String after) {
    NavigableMap<String, Vehicle> all = new TreeMap<>();
    filed.forEach(vin -> all.put(vin.text(), silent(vin, true)));
    heard.forEach(row -> all.put(row.vin().text(), row));
    all.headMap(after, true).clear();
    return all;
  }

  /** A vehicle that nothing was received from. */
  static Vehicle silent(Vin vin, boolean filed) {
    return new Vehicle(vin, null, null, filed, Sender.CLAIMED, Origin.MEASURED, Map.of());
  }
}
