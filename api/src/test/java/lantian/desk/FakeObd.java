package lantian.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lantian.desk.route.ObdSource;
import lantian.obd.quality.DayQuality;
import lantian.obd.quality.Defect;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Gap;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.KeyField;
import lantian.obd.quality.Ratio;
import lantian.obd.read.Clash;
import lantian.obd.read.Evidence;
import lantian.obd.read.EvidencePacket;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.obd.read.LoggedFrame;
import lantian.obd.read.Measure;
import lantian.obd.read.Networked;
import lantian.obd.read.Page;
import lantian.obd.read.Place;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import lantian.obd.read.QualitySpread;
import lantian.obd.read.QuarantineFilter;
import lantian.obd.read.Quarantined;
import lantian.obd.read.Sender;
import lantian.obd.read.Shared;
import lantian.obd.read.Silence;
import lantian.obd.read.Telemetry;
import lantian.obd.read.Vehicle;
import lantian.obd.read.VehicleFilter;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** An OBD room with rows of a test's choice; cursors are row numbers. */
final class FakeObd implements ObdSource {
  static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");
  static final String FRAME = "2323024c535a4e4a303141394a30303030303031010100001c";

  final List<Found> findings = new CopyOnWriteArrayList<>();
  final List<Vehicle> vehicles = new ArrayList<>();
  final List<Place> places = new CopyOnWriteArrayList<>();

  /** How often all places were read. */
  final AtomicInteger placeReads = new AtomicInteger();

  final List<Quarantined> quarantine = new ArrayList<>();
  final List<Clash> conflicts = new ArrayList<>();

  /** Frames that the log has otherwise, by position. */
  final Map<String, String> altered = new ConcurrentHashMap<>();

  /** Months of archives by position; what stands here the log has no more. */
  final Map<String, String> archives = new ConcurrentHashMap<>();

  /** Positions that the log has lost. */
  final Set<String> gone = ConcurrentHashMap.newKeySet();

  /** Vehicles whose terminals tell no place. */
  final Set<Vin> nowhere = ConcurrentHashMap.newKeySet();

  /** Runs before a page of vehicles is read. */
  volatile Runnable before = () -> {};

  /** A vehicle with a latest state, a finding, a quarantined frame and a conflict. */
  Found truck(Vin vin, int number) {
    Instant start = NOON.plusSeconds(60L * number);
    vehicles.add(
        new Vehicle(
            vin,
            start,
            start,
            true,
            Sender.BOUND,
            Origin.MODELLED,
            Map.of(
                "speedKmh", new Measure(41.5, null, "km/h"),
                "lon", new Measure(120.6, null, "deg"),
                "scrDownNoxPpm", new Measure(null, "INVALID", "ppm"))));
    places.add(new Place(vin, start, 120.61234 + number * 0.01, 31.31234, 41.5));
    quarantine.add(new Quarantined("00".repeat(15), vin, start, "BAD_TIME", 3));
    conflicts.add(
        new Clash(
            vin,
            start,
            2,
            false,
            List.of(new Clash.Copy("0102", Sender.CLAIMED, "00".repeat(15), start))));
    Found found =
        new Found(
            FindingId.of(vin.text(), "OBD-NOX-LASTING", start),
            1,
            start.plusSeconds(300),
            FoundState.CLOSED,
            null,
            vin,
            number % 2 == 0,
            Origin.MODELLED,
            "OBD-NOX-LASTING",
            "2026-11",
            start,
            start.plusSeconds(120),
            start.plusSeconds(120),
            start.plusSeconds(60),
            812.5,
            1204.25,
            500,
            "ppm",
            88,
            "SCR下游NOx在正常工作温度下持续高于限值",
            "NOx behind the SCR stayed above the limit at temperature",
            "《重型柴油车污染物排放限值及测量方法（中国第六阶段）》",
            "GB 17691-2018",
            false,
            List.of("%030x".formatted(number)));
    findings.add(found);
    return found;
  }

  @Override
  public Page<Vehicle> vehicles(VehicleFilter filter, @Nullable String cursor, int limit) {
    before.run();
    return page(
        vehicles.stream()
            .filter(v -> filter.filed() == null || filter.filed() == v.filed())
            .sorted(Comparator.comparing(v -> v.vin().text()))
            .toList(),
        cursor,
        limit);
  }

  @Override
  public Optional<Vehicle> vehicle(Vin vin) {
    return vehicles.stream().filter(v -> v.vin().equals(vin)).findFirst();
  }

  @Override
  public List<Place> places(Instant since, int most) {
    placeReads.incrementAndGet();
    return places.stream().limit(most).toList();
  }

  @Override
  public Silence silence(Vin vin) {
    return new Silence(
        vin,
        List.of(Silence.Cause.ONLY_QUARANTINED),
        NOON,
        null,
        false,
        Sender.CLAIMED,
        0,
        Map.of("BAD_TIME", 3L));
  }

  @Override
  public Telemetry telemetry(Vin vin, Instant from, Instant to, List<String> fields, int step) {
    int rows = (int) Math.ceilDiv(to.getEpochSecond() - from.getEpochSecond(), (long) step);
    long[] seconds = new long[rows];
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      seconds[i] = from.getEpochSecond() + (long) i * step;
      values[i] = i % 7 == 0 || nowhere.contains(vin) ? Double.NaN : i * 0.05;
    }
    List<Telemetry.Field> columns =
        fields.stream()
            .map(name ->
                new Telemetry.Field(
                    name,
                    "ppm",
                    values,
                    Arrays.stream(values).map(v -> v + 1).toArray(),
                    new Telemetry.Quality(rows, 0, 0, 0, 0)))
            .toList();
    return new Telemetry(step, seconds, columns, rows, rows, 0, EnumSet.of(Origin.MODELLED));
  }

  @Override
  public Page<Found> findings(FindingFilter filter, @Nullable String cursor, int limit) {
    List<Found> rows = matching(filter);
    if (filter.changedAfter() != null) {
      rows =
          rows.stream()
              .filter(f -> f.changed().isAfter(filter.changedAfter()))
              .sorted(Comparator.comparing(Found::changed).thenComparing(f -> f.id().text()))
              .toList();
    }
    return page(rows, cursor, limit);
  }

  @Override
  public long countFindings(FindingFilter filter) {
    return matching(filter).size();
  }

  private List<Found> matching(FindingFilter filter) {
    return findings.stream()
        .filter(f -> filter.vin() == null || filter.vin().equals(f.vin()))
        .filter(f -> filter.rule() == null || filter.rule().equals(f.rule()))
        .filter(f -> filter.state() == null || filter.state() == f.state())
        .filter(f -> filter.verified() == null || filter.verified() == f.verified())
        .filter(f -> filter.from() == null || !f.last().isBefore(filter.from()))
        .filter(f -> filter.to() == null || f.start().isBefore(filter.to()))
        .toList();
  }

  @Override
  public Optional<Evidence> evidence(FindingId id) {
    return findings.stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .map(f -> new Evidence(f, List.of(packet(f)), 1));
  }

  private static EvidencePacket packet(Found found) {
    String hex =
        FRAME.replace(
            HexFormat.of().formatHex(FRAME_VIN.bytes()),
            HexFormat.of().formatHex(found.vin().bytes()));
    String decoded =
        """
        {"start":"##","cmd":2,"vin":"%s","encrypt":1,"data":{"flow":1,"items":[\
        {"type":2,"body":{"scrDownNoxPpm":812.5,"lon":120.6,"lat":31.3}}]}}\
        """
            .formatted(found.vin().text());
    return new EvidencePacket(
        found.packets().getFirst(), found.start(), Sender.BOUND, hex, decoded);
  }

  /** What the log has is what was kept as evidence, unless a test says otherwise. */
  @Override
  public Map<String, String> logged(Collection<String> positions) {
    Map<String, String> logged = new HashMap<>();
    for (String position : positions) {
      findings.stream()
          .filter(found -> found.packets().contains(position))
          .findFirst()
          .ifPresent(found -> logged.put(position, packet(found).hex()));
    }
    logged.putAll(altered);
    logged.keySet().removeAll(archives.keySet());
    logged.keySet().removeAll(gone);
    return logged;
  }

  @Override
  public Map<String, String> archived(Collection<String> positions) {
    Map<String, String> found = new HashMap<>(archives);
    found.keySet().retainAll(positions);
    return found;
  }

  private static final Vin FRAME_VIN = new Vin("LSZNJ01A9J0000001");

  @Override
  public Page<LoggedFrame> frames(
      Vin vin, @Nullable Instant from, @Nullable Instant to, @Nullable String cursor, int limit) {
    LoggedFrame frame =
        new LoggedFrame(
            "00".repeat(15), NOON, "10.0.0.9", 2, LoggedFrame.Outcome.TAKEN, null, FRAME, null);
    boolean inside = (from == null || !NOON.isBefore(from)) && (to == null || NOON.isBefore(to));
    return new Page<>(inside ? List.of(frame) : List.of(), null);
  }

  @Override
  public Page<Quarantined> quarantine(QuarantineFilter filter, @Nullable String cursor, int limit) {
    return page(
        quarantine.stream()
            .filter(q -> filter.vin() == null || filter.vin().equals(q.vin()))
            .filter(q -> filter.reason() == null || filter.reason().equals(q.reason()))
            .toList(),
        cursor,
        limit);
  }

  /** A day of every truck that has a finding, with a tenth of its seconds missing. */
  @Override
  public Page<QualityRow> quality(
      QualityBy by, QualityFilter filter, @Nullable String cursor, int limit) {
    List<QualityRow> rows = new ArrayList<>();
    for (Found found : findings) {
      String county = counties.get(found.vin());
      boolean wanted = filter.vin() == null || filter.vin().equals(found.vin());
      String maker = makers.getOrDefault(found.vin(), MAKER);
      boolean terminal =
          among(filter.maker(), maker)
              && among(filter.model(), "HY-3")
              && among(filter.firmware(), "2.1");
      if (wanted && terminal && among(filter.county(), county)) {
        rows.add(quality(found.vin(), county));
      }
    }
    return page(rows, cursor, limit);
  }

  private static boolean ofTerminal(QualityFilter filter) {
    return among(filter.maker(), MAKER)
        && among(filter.model(), "HY-3")
        && among(filter.firmware(), "2.1");
  }

  private static boolean among(@Nullable String asked, @Nullable String has) {
    return asked == null || asked.equals(has);
  }

  private static QualityRow quality(@Nullable Vin vin, @Nullable String county) {
    Map<Indicator, Ratio> indicators = new EnumMap<>(Indicator.class);
    indicators.put(Indicator.TRANSMISSION, new Ratio(3_240, 3_600));
    Map<DefectClass, Ratio> classes = new EnumMap<>(DefectClass.class);
    classes.put(DefectClass.LOST, new Ratio(360, 3_600));
    return new QualityRow(
        vin,
        CityTime.day(NOON),
        county,
        "恒远车联",
        "HY-3",
        "2.1",
        1,
        1,
        indicators,
        Map.of(KeyField.SPEED, new Ratio(3_240, 3_240)),
        classes,
        Map.of(Defect.SPEED_STEP, 2L),
        new DayQuality.Counts(324, 3_240, 0, 1, 0, 0, 3_000));
  }

  private static final String MAKER = "恒远车联";

  /** Whose terminals trucks have, for their quality. */
  final Map<Vin, String> makers = new ConcurrentHashMap<>();

  /** Where trucks are filed, for their quality. */
  final Map<Vin, String> counties = new ConcurrentHashMap<>();

  @Override
  public QualitySpread qualitySpread(QualityFilter filter) {
    boolean filed = filter.county() == null || counties.containsValue(filter.county());
    if (!filed || !ofTerminal(filter)) {
      return new QualitySpread(
          new QualityRow(
              null,
              null,
              null,
              null,
              null,
              null,
              0,
              0,
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              new DayQuality.Counts(0, 0, 0, 0, 0, 0, 0)),
          Map.of());
    }
    return new QualitySpread(
        quality(null, null),
        Map.of(Indicator.TRANSMISSION, new QualitySpread.Quartiles(4, 0.8, 0.9, 0.99)));
  }

  @Override
  public Networked networked(Collection<Vin> vins, LocalDate from, LocalDate to) {
    return new Networked(vins.size(), vins.size(), vins.size(), 2L * vins.size());
  }

  final List<Shared> shared = new CopyOnWriteArrayList<>();

  @Override
  public Page<Shared> shared(
      Shared.@Nullable Kind kind,
      @Nullable Vin vin,
      LocalDate since,
      @Nullable String cursor,
      int limit) {
    return page(
        shared.stream()
            .filter(row -> kind == null || kind == row.kind())
            .filter(
                row -> vin == null || row.tellers().stream().anyMatch(one -> one.vin().equals(vin)))
            .filter(row -> row.tellers().stream().noneMatch(one -> one.last().isBefore(since)))
            .toList(),
        cursor,
        limit);
  }

  /** One controller under all these vehicles, and their common card. */
  void share(Vin... vins) {
    LocalDate day = CityTime.day(NOON);
    List<Shared.Teller> tellers =
        Stream.of(vins)
            .map(vin -> new Shared.Teller(vin, day, day.plusDays(2), Sender.BOUND))
            .toList();
    shared.add(
        new Shared(
            Shared.Kind.CARD,
            "89860000000000000001",
            tellers.size(),
            Shared.Times.OVERLAP,
            tellers));
    shared.add(
        new Shared(
            Shared.Kind.CONTROLLER, vins[0].text(), tellers.size(), Shared.Times.OVERLAP, tellers));
  }

  @Override
  public List<Gap> gaps(Vin vin, long after, long before, int most) {
    long noon = NOON.getEpochSecond();
    boolean inside = noon > after && noon < before;
    return inside ? List.of(new Gap(Gap.Kind.MISSING, noon, noon + 359)) : List.of();
  }

  @Override
  public Page<Clash> conflicts(
      @Nullable Vin vin,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String cursor,
      int limit) {
    return page(
        conflicts.stream()
            .filter(c -> vin == null || vin.equals(c.vin()))
            .filter(c -> from == null || !c.second().isBefore(from))
            .filter(c -> to == null || c.second().isBefore(to))
            .toList(),
        cursor,
        limit);
  }

  private static <T> Page<T> page(List<T> all, @Nullable String cursor, int limit) {
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }
}
