package lantian.desk.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/** Cases, findings, persons and facts for tests. */
final class CaseSamples {
  static final Clocks CLOCKS = Clocks.builtIn();
  static final CaseTable TABLE = CaseTable.builtIn(CLOCKS);
  static final Moving MOVING = new Moving(TABLE, CLOCKS);

  /** Needs two reviewers. */
  static final String TWO = "OBD-NOX-LASTING";

  /** Needs one reviewer. */
  static final String ONE = "OBD-MIL-LASTING";

  static final String SUBJECT = "LSVAU2A37N2000001";

  /** Wednesday, 2026-03-11 10:00 in the city. */
  static final Instant START = Instant.parse("2026-03-11T02:00:00Z");

  static final CaseActor REVIEWER = person("u-1", Role.ECOLOGY);
  static final CaseActor SECOND = person("u-2", Role.ECOLOGY);

  private CaseSamples() {}

  static CaseActor person(String id, Role role) {
    return new CaseActor(Actor.Kind.USER, id, "name-" + id, role, "org", null);
  }

  static CaseActor person(Role role) {
    return person("u-" + role, role);
  }

  static CaseActor machine(Role role) {
    return new CaseActor(Actor.Kind.MACHINE, "k-1", "key-1", role, "org", null);
  }

  static FindingId id(int number) {
    return new FindingId("%032x".formatted(number));
  }

  static CaseFinding finding(int number, int revision, FindingState state) {
    return finding(number, revision, state, TWO, null);
  }

  static CaseFinding finding(
      int number, int revision, FindingState state, String kind, @Nullable FindingId replaces) {
    Instant start = START.plus(Duration.ofHours(number));
    return new CaseFinding(
        id(number),
        revision,
        start.plusSeconds(3600L * revision),
        state,
        replaces,
        SUBJECT,
        kind,
        true,
        Origin.MEASURED,
        "OBD-SCREEN-1",
        start,
        state == FindingState.OPEN ? null : start.plusSeconds(1800),
        new Figures(612.5 + revision, 900, start.plusSeconds(60), 500, "ppm", 61),
        new CaseFinding.Reason("下游NOx持续超标", "Lasting NOx"),
        new LegalBasis("大气污染防治法第五十一条", "Air law, article 51", true),
        List.of("0000000100000000000000000a0001"));
  }

  static Supplier<String> ids() {
    AtomicInteger next = new AtomicInteger();
    return () -> "%032x".formatted(next.incrementAndGet());
  }

  static Grouping grouping() {
    return new Grouping(MOVING, ids());
  }

  /** A new case with two findings, with an id that {@link #ids} never gives. */
  static CaseRecord candidate(String kind) {
    Grouping grouping = new Grouping(MOVING, () -> "c".repeat(32));
    CaseRecord opened =
        grouping
            .take(List.of(), finding(1, 1, FindingState.CLOSED, kind, null), at(1))
            .orElseThrow();
    return grouping
        .take(List.of(opened), finding(2, 1, FindingState.CLOSED, kind, null), at(2))
        .orElseThrow();
  }

  /** Hours after the start. */
  static Instant at(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  /** The case as if it stood there. */
  static CaseRecord standing(CaseRecord record, CaseState state) {
    return record.moved(state, record.flags(), record.clocks(), record.reviewers());
  }

  /** Facts that keep all gates open. */
  static GateFacts open(CaseRecord record) {
    FindingFacts fine =
        new FindingFacts(true, true, true, true, true, FindingFacts.Evidence.INTACT, true);
    return facts(record, fine);
  }

  static GateFacts facts(CaseRecord record, FindingFacts each) {
    Map<FindingId, FindingFacts> all = new HashMap<>();
    Stream.concat(record.findings().stream(), record.supplements().stream())
        .forEach(row -> all.put(row.id(), each));
    return new GateFacts(
        all,
        false,
        "Wuzhong",
        "Wuzhong",
        List.of(),
        new GateFacts.MergeTarget("f".repeat(32), SUBJECT, false));
  }

  /** Data that a move accepts. */
  static Map<String, String> data(Transition row) {
    return row.needs().stream()
        .collect(Collectors.toMap(field -> field, field -> value(TABLE.field(field))));
  }

  static String value(DataField field) {
    return switch (field.type()) {
      case TEXT -> "文字";
      case CODE -> field.codes().getFirst().id();
      case DAY -> "2026-03-20";
      case AMOUNT -> "200.00";
      case CASE -> "f".repeat(32);
    };
  }

  static Transition row(CaseRecord record, String move) {
    return TABLE.fitting(record).stream()
        .filter(fitting -> fitting.move().id().equals(move))
        .findFirst()
        .orElseThrow(() -> new AssertionError(move + " does not fit " + record));
  }

  /** Does a move with everything it needs. */
  static CaseRecord moved(CaseRecord record, String move, CaseActor actor, Instant at) {
    Asked asked = Asked.of(move, actor, at, "理由", data(row(record, move)), open(record));
    return ((Answered.Moved) MOVING.move(record, asked)).next();
  }

  /** Does moves one after the other, an hour each, each by the first role that may. */
  static CaseRecord led(CaseRecord record, String... moves) {
    CaseRecord at = record;
    for (String move : moves) {
      at = moved(at, move, allowed(at, row(at, move)), at(10 + at.events().size()));
    }
    return at;
  }

  /** Somebody who may do it and has not reviewed the case. */
  static CaseActor allowed(CaseRecord record, Transition row) {
    if (row.roles().isEmpty()) {
      return CaseActor.DESK;
    }
    Role role = row.roles().iterator().next();
    return person("u-%s-%d".formatted(role, record.reviewers().size()), role);
  }

  static Answered.Refused refused(CaseRecord record, Asked asked) {
    return (Answered.Refused) MOVING.move(record, asked);
  }

  static Set<String> words(List<LegalMove> moves) {
    return moves.stream()
        .map(move -> move.transition().move().id())
        .collect(Collectors.toUnmodifiableSet());
  }
}
