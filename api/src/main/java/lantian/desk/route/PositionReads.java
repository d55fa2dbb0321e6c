package lantian.desk.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lantian.desk.access.Caller;
import lantian.desk.access.Scope;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.Place;
import lantian.proto.Vin;

/**
 * Where all vehicles are, read once for everybody who asks (位置读取), and who may see which of them,
 * found out once for all of the same county.
 */
final class PositionReads {
  /** Something received within this time is on the map. */
  private static final Duration HEARD = Duration.ofMinutes(10);

  /** So long what was read serves everybody who asks once. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** So long what was filed serves those who watch. */
  private static final Duration FILED = Duration.ofSeconds(10);

  private static final int MOST_READ = 100_000;

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final InstantSource clock;
  private volatile Read last = new Read(Instant.MIN, 0, List.of());
  private Map<Vin, List<Span<VehicleValues>>> filed = Map.of();
  private Instant filedAt = Instant.MIN;

  /** One reading. */
  final class Read {
    private final Instant at;
    private final long nanos;
    private final List<Place> places;
    private final Map<Scope, List<Place>> visible = new ConcurrentHashMap<>();

    private Read(Instant at, long nanos, List<Place> places) {
      this.at = at;
      this.nanos = nanos;
      this.places = List.copyOf(places);
    }

    Instant at() {
      return at;
    }

    List<Place> places() {
      return places;
    }

    /** Whole seconds since. */
    long age() {
      return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }

    private boolean serves(Instant now) {
      return !at.isAfter(now) && now.isBefore(at.plus(FRESH));
    }

    /** Those that this caller may see now. */
    List<Place> visible(Caller caller) {
      Scope scope = caller.scope();
      if (!scope.limits()) {
        return places;
      }
      return visible.computeIfAbsent(
          scope,
          of -> {
            Register register = Register.of(filed(this));
            return places.stream()
                .filter(place ->
                    register.visible(caller, place.vin(), place.collected())
                        && register.visible(caller, place.vin(), at))
                .toList();
          });
    }
  }

  PositionReads(ObdSource obd, RegisterReadings readings, InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.clock = clock;
  }

  /** What was read last, if that was a moment ago; else it is read now. */
  Read recent(Instant now) {
    Read held = last;
    if (!held.serves(now)) {
      synchronized (this) {
        held = last;
        if (!held.serves(now)) {
          held = read(now);
        }
      }
    }
    return held;
  }

  /** Reads now, for all who watch. */
  synchronized void again() {
    read(clock.instant());
  }

  private Read read(Instant now) {
    Read fresh = new Read(now, System.nanoTime(), obd.places(now.minus(HEARD), MOST_READ));
    last = fresh;
    return fresh;
  }

  /** What is filed of the vehicles of a read; of those that are new to it at once. */
  private synchronized Map<Vin, List<Span<VehicleValues>>> filed(Read read) {
    Instant now = clock.instant();
    boolean outdated = filedAt.isAfter(now) || !now.isBefore(filedAt.plus(FILED));
    Set<Vin> wanted = new LinkedHashSet<>();
    for (Place place : read.places()) {
      if (outdated || !filed.containsKey(place.vin())) {
        wanted.add(place.vin());
      }
    }
    Map<Vin, List<Span<VehicleValues>>> all = new HashMap<>(outdated ? Map.of() : filed);
    if (!wanted.isEmpty()) {
      Map<Vin, List<Span<VehicleValues>>> found = readings.vehicles(wanted);
      wanted.forEach(vin -> all.put(vin, found.getOrDefault(vin, List.of())));
    }
    filed = all;
    filedAt = outdated ? now : filedAt;
    return all;
  }
}
