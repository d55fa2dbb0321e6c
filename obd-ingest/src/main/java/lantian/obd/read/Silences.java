package lantian.obd.read;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.obd.chunk.Chunks;
import lantian.obd.read.Silence.Cause;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Finds out why a vehicle is not shown (未显示原因). */
final class Silences {
  private static final Duration LONG = Duration.ofDays(1);

  private final VehicleRows vehicles;
  private final QuarantineRows quarantine;
  private final Chunks chunks;
  private final InstantSource clock;

  Silences(VehicleRows vehicles, QuarantineRows quarantine, Chunks chunks, InstantSource clock) {
    this.vehicles = vehicles;
    this.quarantine = quarantine;
    this.chunks = chunks;
    this.clock = clock;
  }

  Silence of(Vin vin) {
    Optional<Vehicle> vehicle = vehicles.one(vin);
    Map<String, Long> reasons = quarantine.reasons(vin);
    Instant received = later(vehicle.map(Vehicle::received).orElse(null), quarantine.last(vin));
    Instant collected = vehicle.map(Vehicle::collected).orElse(null);
    boolean filed = vehicle.map(Vehicle::filed).orElse(false);
    Sender sender = vehicle.map(Vehicle::sender).orElse(Sender.CLAIMED);
    long stored = chunks.count(vin);
    List<Cause> causes = new ArrayList<>();
    Instant now = clock.instant();
    if (received == null) {
      causes.add(Cause.NEVER_RECEIVED);
    } else if (collected == null && stored == 0) {
      causes.add(reasons.isEmpty() ? Cause.NO_DATA_ITEMS : Cause.ONLY_QUARANTINED);
    }
    if (received != null && received.isBefore(now.minus(LONG))) {
      causes.add(Cause.SILENT_FOR_A_DAY);
    } else if (collected != null && collected.isBefore(now.minus(LONG))) {
      causes.add(Cause.OLD_DATA);
    }
    if (!filed) {
      causes.add(Cause.UNFILED);
    } else if (received != null && !sender.verified()) {
      causes.add(Cause.UNVERIFIED);
    }
    return new Silence(vin, causes, received, collected, filed, sender, stored, reasons);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
