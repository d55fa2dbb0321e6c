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
 * What the desk asks of the OBD room (数据来源). {@code ObdRead} answers in operation; tests answer
 * with rows of their own. Calls block; a null cursor is the beginning.
 */
public interface ObdSource {
  /** Latest states, by VIN. */
  Page<Vehicle> vehicles(VehicleFilter filter, @Nullable String cursor, int limit);

  /** Latest state of one vehicle; empty if nothing is known of it. */
  Optional<Vehicle> vehicle(Vin vin);

  /** Where vehicles are that something was received from since a moment, in no order. */
  List<Place> places(Instant since, int most);

  /** Why a vehicle is not shown. */
  Silence silence(Vin vin);

  /** Values over time; {@code step} in seconds. */
  Telemetry telemetry(Vin vin, Instant from, Instant to, List<String> fields, int step);

  /** Findings. */
  Page<Found> findings(FindingFilter filter, @Nullable String cursor, int limit);

  /** How many there are. */
  long countFindings(FindingFilter filter);

  /** A finding with what it rests on. */
  Optional<Evidence> evidence(FindingId id);

  /** Frames as the log has them, as hex by log position as hex; those it has not are missing. */
  Map<String, String> logged(Collection<String> positions);

  /** Of these positions those that are archived, with the month of the archive, as 2025-10. */
  Map<String, String> archived(Collection<String> positions);

  /** Frames of a terminal as logged; null bounds are open. */
  Page<LoggedFrame> frames(
      Vin vin, @Nullable Instant from, @Nullable Instant to, @Nullable String cursor, int limit);

  /** Quarantined frames. */
  Page<Quarantined> quarantine(QuarantineFilter filter, @Nullable String cursor, int limit);

  /** Quality of vehicle-days, added up. */
  Page<QualityRow> quality(QualityBy by, QualityFilter filter, @Nullable String cursor, int limit);

  /** All of a filter added up, and how its vehicles spread. */
  QualitySpread qualitySpread(QualityFilter filter);

  /** How far vehicles are networked. */
  Networked networked(Collection<Vin> vins, LocalDate from, LocalDate to);

  /** Identifiers that several vehicles told since a city day; null kind and vehicle mean all. */
  Page<Shared> shared(
      Shared.@Nullable Kind kind,
      @Nullable Vin vin,
      LocalDate since,
      @Nullable String cursor,
      int limit);

  /** Gaps of a vehicle that begin behind one epoch second and before another. */
  List<Gap> gaps(Vin vin, long after, long before, int most);

  /** Conflicts; a null VIN means all vehicles. */
  Page<Clash> conflicts(
      @Nullable Vin vin,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String cursor,
      int limit);
}
