package lantian.deploy.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.deploy.simulate.ConstructedVin;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.Answered;
import lantian.desk.cases.Asked;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.Clock;
import lantian.desk.cases.DataField;
import lantian.desk.cases.Figures;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.FindingState;
import lantian.desk.cases.GateFacts;
import lantian.desk.cases.Grouping;
import lantian.desk.cases.LegalBasis;
import lantian.desk.cases.Moving;
import lantian.desk.cases.Transition;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import lantian.proto.Vin;

/**
 * Cases as a city has them after a year (测试案件), by the desk's own grouping and moves. Seed and
 * number of the vehicle decide all of it.
 */
final class CaseMaker {
  static final List<String> COUNTIES =
      List.of("姑苏区", "虎丘区", "吴中区", "相城区", "吴江区", "常熟市", "张家港市", "昆山市", "太仓市", "苏州工业园区");
  private static final List<String> KINDS =
      List.of("OBD-NOX-LASTING", "OBD-REAGENT-UNUSED", "OBD-MIL-LASTING");
  private static final FindingFacts FINE =
      new FindingFacts(true, true, true, true, true, FindingFacts.Evidence.INTACT, true);
  private static final int PACKETS = 6;
  private static final int DAYS = 355;
  private static final String REPAIR_CLOCK = "T7";
  private static final Set<String> WAITING = Set.of("ordered", "failed");

  /** How often of a hundred a case that is not the last of its kind went this way. */
  private record Course(int share, List<String> moves) {
    Course(int share, String moves) {
      this(share, List.of(moves.split(" ")));
    }
  }

  private static final List<Course> COURSES =
      List.of(
          new Course(22, "dismiss"),
          new Course(4, "confirm"),
          new Course(6, "confirm refer"),
          new Course(7, "confirm refer receive"),
          new Course(7, "confirm refer receive enter notify orderRepair"),
          new Course(3, "confirm refer receive orderRepair recordRepair failRetest"),
          new Course(2, "confirm refer return"),
          new Course(9, "confirm refer receive exempt waiveRepair close"),
          new Course(2, "confirm refer raiseAppeal grantAppeal"),
          new Course(
              38,
              "confirm refer receive enter notify pay orderRepair recordRepair passRetest close"));

  private final long seed;
  private final Moving moving;
  private final Instant now;

  /** Cases that end before {@code now}. */
  CaseMaker(long seed, Moving moving, Instant now) {
    this.seed = seed;
    this.moving = moving;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  static Vin vin(int vehicle) {
    return ConstructedVin.of('K', vehicle + 1);
  }

  /** Number of the plate that the vehicle is filed with. */
  static String plate(int vehicle) {
    return "苏E%05d".formatted(vehicle);
  }

  static String county(int vehicle) {
    return COUNTIES.get(vehicle % COUNTIES.size());
  }

  /** So many cases of a vehicle; of each kind only the last one may still wait for a decision. */
  List<CaseRecord> of(int vehicle, int count) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + vehicle);
    Grouping grouping = new Grouping(moving, () -> hex(random));
    Map<String, List<CaseRecord>> known = new HashMap<>();
    List<CaseRecord> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String kind = KINDS.get(i % KINDS.size());
      boolean last = i + KINDS.size() >= count;
      Instant start =
          now.minus(Duration.ofDays(DAYS))
              .plusSeconds(DAYS * 86_400L / count * i + random.nextInt(3_600));
      List<CaseRecord> before = known.computeIfAbsent(kind, any -> new ArrayList<>());
      CaseFinding finding = finding(vehicle, kind, start, random);
      CaseRecord opened =
          grouping.take(before, finding, start.plus(Duration.ofHours(2))).orElseThrow();
      CaseRecord done = walked(opened, course(last, opened, random), start, random);
      before.add(done);
      made.add(done);
    }
    return made;
  }

  private List<String> course(boolean last, CaseRecord record, SplittableRandom random) {
    boolean two = moving.table().reviewersOf(record.kind()) == 2;
    if (record.standing().stream().noneMatch(CaseFinding::verified)) {
      return List.of("dismiss"); // Nothing else leads anywhere without a proven sender.
    }
    int share = random.nextInt(100);
    if (last && share < 45) {
      return List.of();
    }
    if (last && two && share < 60) {
      return List.of("review");
    }
    int left = random.nextInt(100);
    for (Course course : COURSES) {
      left -= course.share();
      if (left < 0) {
        boolean review = two && course.moves().getFirst().equals("confirm");
        return review
            ? Stream.concat(Stream.of("review"), course.moves().stream()).toList()
            : course.moves();
      }
    }
    throw new IllegalStateException("the courses are no hundred");
  }

  private CaseRecord walked(
      CaseRecord opened, List<String> moves, Instant start, SplittableRandom random) {
    CaseRecord at = opened;
    Instant when = start.plus(Duration.ofHours(3));
    for (String move : moves) {
      when = earlier(when.plusSeconds(random.nextInt(3 * 86_400)), now);
      at = moved(at, move, when);
    }
    return escalated(at);
  }

  /** What is overdue by now was escalated then; else the desk had all of a year to do at once. */
  private CaseRecord escalated(CaseRecord record) {
    Instant over = record.running(REPAIR_CLOCK).map(Clock::due).orElse(now);
    return WAITING.contains(record.state().repair()) && over.isBefore(now)
        ? moved(record, "escalate", over.plusSeconds(1))
        : record;
  }

  private CaseRecord moved(CaseRecord record, String move, Instant at) {
    Transition row =
        moving.table().fitting(record).stream()
            .filter(fitting -> fitting.move().id().equals(move))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(move + " does not fit " + record));
    Role role = row.roles().iterator().next();
    String id = "u-%s-%d".formatted(role, record.reviewers().size());
    CaseActor actor = new CaseActor(Actor.Kind.USER, id, id, role, "某局某支队", null);
    Map<String, String> data =
        row.needs().stream().collect(Collectors.toMap(field -> field, field -> datum(field, at)));
    GateFacts facts =
        new GateFacts(
            record.findings().stream().collect(Collectors.toMap(CaseFinding::id, any -> FINE)),
            true,
            COUNTIES.getFirst(),
            COUNTIES.getFirst(),
            List.of(),
            null);
    return switch (moving.move(record, Asked.of(move, actor, at, "证据完整，曲线与线索一致", data, facts))) {
      case Answered.Moved moved -> moved.next();
      case Answered.Refused refused -> throw new IllegalStateException(move + ": " + refused.why());
    };
  }

  private String datum(String field, Instant at) {
    DataField asked = moving.table().field(field);
    return switch (asked.type()) {
      case TEXT -> "苏" + at.getEpochSecond();
      case CODE -> asked.codes().getFirst().id();
      case DAY -> at.toString().substring(0, 10);
      case AMOUNT -> "200.00";
      case CASE -> "f".repeat(32);
    };
  }

  private static CaseFinding finding(
      int vehicle, String kind, Instant start, SplittableRandom random) {
    double measured = 500 + random.nextInt(4_000) / 8.0;
    return new CaseFinding(
        new FindingId(hex(random)),
        1,
        start.plus(Duration.ofHours(1)),
        FindingState.CLOSED,
        null,
        vin(vehicle).text(),
        kind,
        random.nextInt(10) > 0,
        Origin.MODELLED,
        "OBD-SCREEN-1",
        start,
        start.plusSeconds(600 + random.nextInt(3_000)),
        new Figures(
            measured, measured * 1.5, start.plusSeconds(60), 500, "ppm", 50 + random.nextInt(50)),
        new CaseFinding.Reason(
            "SCR下游NOx在正常工作温度下持续高于限值", "NOx behind the SCR stays above its limit"),
        new LegalBasis("《中华人民共和国大气污染防治法》第五十一条", "Air Pollution Prevention Law, article 51", true),
        Stream.generate(() -> hex(random).substring(2)).limit(PACKETS).toList());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static String hex(SplittableRandom random) {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }
}
