package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Place;

/**
 * Where vehicles are now (实时位置). What many maps ask at the same time is read once. A place with its
 * vehicle is part of a track, so while masked it is coarse and says nothing of whose it is.
 */
final class PositionOperations {
  /** Something received within this time is on the map. */
  private static final Duration HEARD = Duration.ofMinutes(10);

  /** So long what was read serves everybody who asks. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int MOST_READ = 100_000;
  private static final int MOST_SHOWN = 10_000;

  /** Steps of a masked place in a degree: about a kilometre. */
  private static final double COARSE = 100;

  /** What the wire carries. */
  private static final double EXACT = 1e6;

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Subjects subjects;
  private final InstantSource clock;
  private volatile Read last = new Read(Instant.MIN, List.of());

  private record Read(Instant at, List<Place> places) {
    boolean serves(Instant now) {
      return !at.isAfter(now) && now.isBefore(at.plus(FRESH));
    }
  }

  /** A part of the world in degrees. */
  private record Box(double west, double south, double east, double north) {
    boolean holds(Place place) {
      return west <= place.lon()
          && place.lon() <= east
          && south <= place.lat()
          && place.lat() <= north;
    }
  }

  PositionOperations(
      ObdSource obd, RegisterReadings readings, Subjects subjects, InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.subjects = subjects;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listPositions", this::list);
  }

  private Answer list(Call call) {
    Box box = box(call.inputs().needed("box"));
    Instant now = clock.instant();
    List<Place> inside = read(now).stream().filter(box::holds).toList();
    List<Place> visible = visible(call, inside, now);
    List<Place> shown = visible.subList(0, Math.min(visible.size(), MOST_SHOWN));
    call.about(shown.size() + " places");
    return Answer.of(
        columns(shown, call.unmasked())
            .put("now", now.getEpochSecond())
            .put("more", visible.size() > shown.size()));
  }

  private List<Place> read(Instant now) {
    Read held = last;
    if (!held.serves(now)) {
      synchronized (this) {
        held = last;
        if (!held.serves(now)) {
          held = new Read(now, obd.places(now.minus(HEARD), MOST_READ));
          last = held;
        }
      }
    }
    return held.places();
  }

  /** Without the vehicles that the caller may not see now. */
  private List<Place> visible(Call call, List<Place> places, Instant now) {
    if (!Register.limits(call.caller())) {
      return places;
    }
    Register register =
        Register.of(readings, places.stream().map(Place::vin).toList(), call.caller());
    return places.stream()
        .filter(place ->
            register
                .sight(call.caller(), place.vin(), now)
                .filter(sight -> sight.at(place.collected()) && sight.at(now))
                .isPresent())
        .toList();
  }

  private JsonObject columns(List<Place> places, boolean unmasked) {
    JsonArray vehicle = new JsonArray();
    JsonArray lon = new JsonArray();
    JsonArray lat = new JsonArray();
    JsonArray speed = new JsonArray();
    JsonArray second = new JsonArray();
    for (Place place : places) {
      vehicle.add(unmasked ? subjects.id(place.vin()) : null);
      lon.add(rounded(place.lon(), unmasked));
      lat.add(rounded(place.lat(), unmasked));
      speed.add(place.speedKmh());
      second.add(place.collected().getEpochSecond());
    }
    return new JsonObject()
        .put("vehicle", vehicle)
        .put("lon", lon)
        .put("lat", lat)
        .put("speed", speed)
        .put("second", second);
  }

  private static double rounded(double degrees, boolean unmasked) {
    double steps = unmasked ? EXACT : COARSE;
    return Math.round(degrees * steps) / steps;
  }

  /** The contract lets only four numbers through. */
  private static Box box(String text) {
    List<Double> sides = new ArrayList<>();
    for (String side : text.split(",", -1)) {
      sides.add(Double.valueOf(side));
    }
    Box box = new Box(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    if (box.west() > box.east() || box.south() > box.north()) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "box",
                  "ORDER",
                  "依次为西、南、东、北，西不大于东，南不大于北",
                  "west, south, east, north; west at most east, south at most north")));
    }
    return box;
  }
}
