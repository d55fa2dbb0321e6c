package lantian.deploy.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A recorded vehicle network, second by second as its terminal would have sent it (录制数据).
 *
 * @param first epoch second of the first body, by the recording's own clock
 * @param vin VIN inside the recording (constructed, see NOTICE), empty if it has none
 * @param bodies one body a second; words as they were on the bus, positions never valid
 */
record Recording(long first, Optional<String> vin, List<byte[]> bodies) {
  /** The idling truck (怠速卡车), 127 s. */
  static Recording idleTruck() {
    return read("idle-truck", Instant.EPOCH);
  }

  /** The engine controller on its bench, key on, engine off (台架), 82 s. */
  static Recording benchUnit() {
    return read("bench-unit-key-on", Instant.EPOCH);
  }

  /** The undocumented vehicle, key on, engine off, 4 s; its clock counts from midnight. */
  static Recording keyOnVehicle() {
    return read("vehicle-key-on", Instant.parse("2021-04-23T00:00:00Z"));
  }

  private static Recording read(String name, Instant clockZero) {
    String file = name + ".candump.log.gz";
    InputStream raw = Objects.requireNonNull(Recording.class.getResourceAsStream(file), file);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      return of(lines.lines().map(CanFrame::of).filter(Objects::nonNull).toList(), clockZero);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is damaged", e);
    }
  }

  /** Body k shows what the bus had said k seconds after the first frame. */
  static Recording of(List<CanFrame> frames, Instant clockZero) {
    double zero = frames.getFirst().seconds();
    Snapshot bus = new Snapshot();
    VinMessage vin = new VinMessage();
    List<byte[]> bodies = new ArrayList<>();
    for (CanFrame frame : frames) {
      while (frame.seconds() > zero + bodies.size() + 1) {
        bodies.add(bus.body(zero + bodies.size() + 1));
      }
      bus.take(frame);
      vin.take(frame);
    }
    long first = clockZero.getEpochSecond() + (long) Math.floor(zero) + 1;
    return new Recording(first, vin.text(), List.copyOf(bodies));
  }
}
