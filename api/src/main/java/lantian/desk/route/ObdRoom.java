package lantian.desk.route;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.obd.quality.Gap;
import lantian.obd.read.Clash;
import lantian.obd.read.Evidence;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.LoggedFrame;
import lantian.obd.read.Networked;
import lantian.obd.read.ObdRead;
import lantian.obd.read.Page;
import lantian.obd.read.Place;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import lantian.obd.read.QualitySpread;
import lantian.obd.read.QuarantineFilter;
import lantian.obd.read.Quarantined;
import lantian.obd.read.Shared;
import lantian.obd.read.Silence;
import lantian.obd.read.Telemetry;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The OBD room itself.
 *
 * @param read its read side
 */
public record ObdRoom(ObdRead read) implements ObdSource {
  @Override
  public Page<Vehicle> vehicles(VehicleFilter filter, @Nullable String cursor, int limit) {
    return read.vehicles(filter, cursor, limit);
  }

  @Override
  public Optional<Vehicle> vehicle(Vin vin) {
    return read.vehicle(vin);
  }

  @Override
  public List<Place> places(Instant since, int most) {
    return read.places(since, most);
  }

  @Override
  public Silence silence(Vin vin) {
    return read.silence(vin);
  }

  @Override
  public Telemetry telemetry(Vin vin, Instant from, Instant to, List<String> fields, int step) {
    return read.telemetry(vin, from, to, fields, step);
  }

  @Override
  public Page<Found> findings(FindingFilter filter, @Nullable String cursor, int limit) {
    return read.findings(filter, cursor, limit);
  }

  @Override
  public long countFindings(FindingFilter filter) {
    return read.countFindings(filter);
  }

  @Override
  public Optional<Evidence> evidence(FindingId id) {
    return read.evidence(id);
  }

  @Override
  public Map<String, String> logged(Collection<String> positions) {
    return read.logged(positions);
  }

  @Override
  public Map<String, String> archived(Collection<String> positions) {
    return read.archived(positions);
  }

  @Override
  public Page<LoggedFrame> frames(
      Vin vin, @Nullable Instant from, @Nullable Instant to, @Nullable String cursor, int limit) {
    return read.frames(vin, from, to, cursor, limit);
  }

  @Override
  public Page<Quarantined> quarantine(QuarantineFilter filter, @Nullable String cursor, int limit) {
    return read.quarantine(filter, cursor, limit);
  }

  @Override
  public Page<QualityRow> quality(
      QualityBy by, QualityFilter filter, @Nullable String cursor, int limit) {
    return read.quality(by, filter, cursor, limit);
  }

  @Override
  public QualitySpread qualitySpread(QualityFilter filter) {
    return read.qualitySpread(filter);
  }

  @Override
  public Networked networked(Collection<Vin> vins, LocalDate from, LocalDate to) {
    return read.networked(vins, from, to);
  }

  @Override
  public Page<Shared> shared(
      Shared.@Nullable Kind kind,
      @Nullable Vin vin,
      LocalDate since,
      @Nullable String cursor,
      int limit) {
    return read.shared(kind, vin, since, cursor, limit);
  }

  @Override
  public List<Gap> gaps(Vin vin, long after, long before, int most) {
    return read.gaps(vin, after, before, most);
  }

  @Override
  public Page<Clash> conflicts(
      @Nullable Vin vin,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String cursor,
      int limit) {
    return read.conflicts(vin, from, to, cursor, limit);
  }
}
