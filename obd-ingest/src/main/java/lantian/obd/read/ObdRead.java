package lantian.obd.read;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.filing.Register;
import lantian.obd.log.LogReader;
import lantian.obd.packet.Opener;
import lantian.obd.quality.Gap;
import lantian.obd.store.Proof;
import lantian.obd.store.Proofs;
import lantian.obd.store.Store;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What the desk and the command line may ask of the OBD room (数据读取).
 *
 * <p>Everything is read with majority concern, so nothing shown can be rolled back. Calls block and
 * throw {@link com.mongodb.MongoException} if the database can't be reached. Safe for several
 * threads.
 */
public final class ObdRead {
  /** Most rows of one chart. */
  public static final int MOST_CHART_ROWS = 100_000;

  private final Senders senders;
  private final OpenChunks open;
  private final Chunks chunks;
  private final VehicleRows vehicles;
  private final FindingRows findings;
  private final QuarantineRows quarantine;
  private final ConflictRows conflicts;
  private final FrameRows frames;
  private final Silences silences;
  private final QualityRows quality;
  private final SharedRows shared;
  private final Gaps gaps;
  private final FrameExport frameExport;
  private final SampleExport sampleExport;
  private final RowExport rowExport;

  /**
   * Reads one database.
   *
   * @param database where this room stores
   * @param register the terminal register; while it can't be reached everything is unverified
   * @param open what is not in stored chunks yet
   * @param clock tells now
   */
  public ObdRead(MongoDatabase database, Register register, OpenChunks open, InstantSource clock) {
    this(database, register, open, Opener.NONE, clock);
  }

  /**
   * As above, with keys: a signature inside an encrypted unit can't be verified without.
   *
   * @param opener decrypts units
   */
  public ObdRead(
      MongoDatabase database,
      Register register,
      OpenChunks open,
      Opener opener,
      InstantSource clock) {
    MongoDatabase majority = database.withReadConcern(ReadConcern.MAJORITY);
    LogReader log = new LogReader(majority);
    this.senders = new Senders(register, new Proofs(new Store(majority), opener));
    this.open = open;
    this.chunks = new Chunks(majority);
    this.vehicles = new VehicleRows(majority.getCollection("obd_vehicles"), senders, clock);
    this.findings = new FindingRows(majority.getCollection("obd_findings"));
    this.quarantine = new QuarantineRows(majority.getCollection("obd_quarantine"));
    this.conflicts = new ConflictRows(majority.getCollection("obd_conflicts"));
    this.frames =
        new FrameRows(
            chunks,
            open,
            majority.getCollection("obd_events"),
            majority.getCollection("obd_quarantine"),
            log,
            clock);
    this.quality = new QualityRows(majority.getCollection("obd_quality_days"));
    this.gaps = new Gaps(chunks, open, senders);
    this.shared = new SharedRows(majority.getCollection("obd_vehicles"), senders);
    this.silences = new Silences(vehicles, quarantine, chunks, clock);
    this.frameExport = new FrameExport(log, senders::filings, FrameExport.REMEMBERED);
    this.sampleExport = new SampleExport(chunks, open, senders);
    this.rowExport = new RowExport(findings, conflicts, quarantine, log, senders::filings);
  }

  /** Latest states of vehicles that were heard of, by VIN. A null cursor is the beginning. */
  public Page<Vehicle> vehicles(VehicleFilter filter, @Nullable String cursor, int limit) {
    return vehicles.page(filter, cursor, limit);
  }

  /** Latest state of one vehicle; empty if it is neither heard of nor filed. */
  public Optional<Vehicle> vehicle(Vin vin) {
    return vehicles.one(vin);
  }

  /** Where vehicles are that something was received from since a moment, in no order. */
  public List<Place> places(Instant since, int most) {
    return vehicles.places(since, most);
  }

  /** Why a vehicle is not shown. */
  public Silence silence(Vin vin) {
    return silences.of(vin);
  }

  /**
   * Values over time, least and greatest per step.
   *
   * @param from inclusive, by collection time; the first step begins here
   * @param to exclusive
   * @param fields names as in the decode output (spec clause 14), for example {@code scrDownNoxPpm}
   * @param step length of a step in seconds, at least 1
   * @throws IllegalArgumentException for an unknown field, or if the steps are more than {@link
   *     #MOST_CHART_ROWS}; the message says which
   */
  public Telemetry telemetry(Vin vin, Instant from, Instant to, List<String> fields, int step) {
    long first = from.getEpochSecond();
    long behind = to.getEpochSecond();
    if (step < 1 || (behind - first) / step > MOST_CHART_ROWS) {
      throw new IllegalArgumentException(
          "a chart has at most " + MOST_CHART_ROWS + " steps of at least a second");
    }
    TelemetryColumns columns =
        new TelemetryColumns(first, step, fields.stream().map(ChartField::new).toList());
    var held = open.of(vin, first, behind);
    try (FragmentCursor stored = chunks.fragments(vin, first, behind)) {
      Proof proof = senders.quick(vin);
      columns.take(MergedItems.of(proof.over(stored), proof.over(held), first, behind, proof));
    }
    return columns.telemetry();
  }

  /** Findings, newest first; those after {@code changedAfter} oldest change first. */
  public Page<Found> findings(FindingFilter filter, @Nullable String cursor, int limit) {
    return findings.page(filter, cursor, limit);
  }

  /** How many findings there are. */
  public long countFindings(FindingFilter filter) {
    return findings.count(filter);
  }

  /** Shows every finding of a filter, in the order of the pages. */
  public void eachFinding(FindingFilter filter, Consumer<Found> taker) {
    findings.each(filter, taker);
  }

  /** A finding with what it rests on. */
  public Optional<Evidence> evidence(FindingId id) {
    return findings.document(id).map(EvidencePackets::of);
  }

  /** Frames as the log has them, as hex by log position as hex; those it has not are missing. */
  public Map<String, String> logged(Collection<String> positions) {
    return frames.logged(positions);
  }

  /** Of these positions, as hex, those that are archived, with the month of the archive. */
  public Map<String, String> archived(Collection<String> positions) {
    return frames.archived(positions);
  }

  /**
   * Frames of a terminal as logged, oldest first, by time of receipt; those received up to ten days
   * after their collection are found.
   *
   * @param from inclusive; null is a day before the end
   * @param to exclusive; null is now
   */
  public Page<LoggedFrame> frames(
      Vin vin, @Nullable Instant from, @Nullable Instant to, @Nullable String cursor, int limit) {
    return frames.page(vin, from, to, cursor, limit);
  }

  /** Quarantined frames, newest first. */
  public Page<Quarantined> quarantine(QuarantineFilter filter, @Nullable String cursor, int limit) {
    return quarantine.page(filter, cursor, limit);
  }

  /** Conflicts by VIN and collection time; a null VIN means all vehicles. */
  public Page<Clash> conflicts(
      @Nullable Vin vin,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String cursor,
      int limit) {
    return conflicts.page(new ExportFilter(vin, from, to), cursor, limit);
  }

  /**
   * The quality of vehicle-days, added up; of days that were judged when they were over. Groups
   * other than vehicles come in one page.
   */
  public Page<QualityRow> quality(
      QualityBy by, QualityFilter filter, @Nullable String cursor, int limit) {
    return quality.page(by, filter, cursor, limit);
  }

  /** All of a filter added up, and how its vehicles spread. */
  public QualitySpread qualitySpread(QualityFilter filter) {
    return quality.spread(filter);
  }

  /** How far vehicles are networked. */
  public Networked networked(Collection<Vin> vins, LocalDate from, LocalDate to) {
    return quality.networked(vins, from, to);
  }

  /**
   * Identifiers that several vehicles told, by kind and value.
   *
   * @param kind null for all
   * @param vin only those that this vehicle told, null for all
   * @param since first city day whose telling counts
   */
  public Page<Shared> shared(
      Shared.@Nullable Kind kind,
      @Nullable Vin vin,
      LocalDate since,
      @Nullable String cursor,
      int limit) {
    return shared.page(kind, vin, since, cursor, limit);
  }

  /**
   * Which seconds of a vehicle are missing, from what is stored now and what is in memory, in their
   * order.
   *
   * @param after gaps that begin behind this epoch second
   * @param before gaps that begin before this epoch second
   * @param most how many gaps are told at most
   */
  public List<Gap> gaps(Vin vin, long after, long before, int most) {
    return gaps.of(vin, after, before, most);
  }

  /** Prints stored data as JSON lines, one object a line without its line end. */
  public void export(Export what, ExportFilter filter, Consumer<String> lines) {
    switch (what) {
      case PACKETS -> frameExport.distinct(filter, lines);
      case SAMPLES -> sampleExport.print(filter, lines);
      case FINDINGS -> rowExport.findings(filter, lines);
      case CONFLICTS -> rowExport.conflicts(filter, lines);
      case QUARANTINE -> rowExport.quarantine(filter, lines);
      case LOG -> frameExport.entries(filter, lines);
    }
  }
}
