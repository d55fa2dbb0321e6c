package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever is asked, and whichever index answers: the list is what one would pick by hand. */
class CaseListsIT {
  private static final int CASES = 400;
  private static final String HERE = "姑苏区";
  private static final Instant NOW = CaseSamples.at(3_000);
  private static final CaseBench BENCH = new CaseBench();
  private static final Map<String, CaseRow> ROWS = new TreeMap<>();

  @BeforeAll
  static void fill() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < CASES / 2; i++) {
      if (i % 3 == 0) {
        BENCH.file(subject(i), "苏E%05d".formatted(i));
      }
    }
    List<CaseRecord> cases = IntStream.range(0, CASES).mapToObj(i -> made(i, random)).toList();
    new CaseStock(BENCH.database, CaseSamples.TABLE, BENCH.register.readings()).add(cases);
    cases.forEach(one -> ROWS.put(one.id(), CaseRow.of(one, CaseSamples.TABLE)));
  }

  @AfterAll
  static void close() {
    BENCH.close();
  }

  private static String subject(int number) {
    return "LSVAU2A37N2%06d".formatted(number);
  }

  /** Two kinds a vehicle; some acts at the same moment, so that the id decides the order. */
  private static CaseRecord made(int number, SplittableRandom random) {
    String kind = number < CASES / 2 ? CaseSamples.ONE : CaseSamples.TWO;
    CaseFinding base = CaseSamples.finding(random.nextInt(60), 1, FindingState.CLOSED, kind, null);
    CaseFinding finding =
        new CaseFinding(
            CaseSamples.id(number),
            1,
            base.changed(),
            base.state(),
            null,
            subject(number % (CASES / 2)),
            kind,
            true,
            base.origin(),
            base.ruleSet(),
            base.start(),
            base.end(),
            base.figures(),
            base.reason(),
            base.law(),
            base.packets());
    CaseRecord opened =
        new Grouping(CaseSamples.MOVING, () -> "%032x".formatted(number))
            .take(List.of(), finding, base.start().plus(Duration.ofHours(1)))
            .orElseThrow();
    return CaseSamples.led(opened, walk(random.nextInt(6), kind));
  }

  private static String[] walk(int way, String kind) {
    String moves =
        switch (way) {
          case 0 -> "";
          case 1 -> "confirm";
          case 2 -> "confirm refer";
          case 3 -> "confirm refer receive orderRepair";
          case 4 -> "confirm refer receive enter orderRepair recordRepair";
          default -> "dismiss";
        };
    boolean first = kind.equals(CaseSamples.TWO) && moves.startsWith("confirm");
    return ((first ? "review " : "") + moves).isBlank()
        ? new String[0]
        : ((first ? "review " : "") + moves).split(" ");
  }

  private static CaseFilter any(SplittableRandom random) {
    Map<Track, String> states = new EnumMap<>(Track.class);
    if (random.nextInt(3) == 0) {
      states.put(Track.MAIN, pick(random, "candidate", "referred", "received", "closed"));
    }
    if (random.nextInt(4) == 0) {
      states.put(Track.PENALTY, pick(random, "none", "pending", "entered"));
    }
    if (random.nextInt(4) == 0) {
      states.put(Track.REPAIR, pick(random, "none", "ordered", "escalated"));
    }
    boolean half = random.nextBoolean();
    return new CaseFilter(
        random.nextInt(12) == 0 ? subject(random.nextInt(CASES / 2)) : null,
        random.nextInt(3) == 0 ? pick(random, CaseSamples.ONE, CaseSamples.TWO, "NONE") : null,
        random.nextInt(4) == 0 ? pick(random, HERE, "吴中区") : null,
        random.nextInt(4) == 0 ? HERE : null,
        states,
        random.nextInt(3) == 0 ? random.nextBoolean() : null,
        random.nextBoolean() ? NOW : CaseSamples.at(random.nextInt(600)),
        random.nextBoolean() ? CaseSamples.at(random.nextInt(30)) : null,
        half ? CaseSamples.at(30 + random.nextInt(31)) : null,
        random.nextInt(6) == 0 ? Set.of(subject(3), subject(random.nextInt(CASES / 2))) : null,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? Set.of("ordered", "repaired") : Set.of());
  }

  private static String pick(SplittableRandom random, String... words) {
    return words[random.nextInt(words.length)];
  }

  @RepeatedTest(60)
  void everyPageAndTheCountAreThose(RepetitionInfo seed) {
    CaseFilter filter = any(new SplittableRandom(seed.getCurrentRepetition()));
    List<String> expected = byHand(filter);
    assertThat(walked(filter, 7)).isEqualTo(expected);
    assertThat(BENCH.book.count(filter, 0)).isEqualTo(expected.size());
    assertThat(BENCH.book.count(filter, 5)).isEqualTo(Math.min(5, expected.size()));
  }

  /** Some of these filters must find something, or nothing is tested. */
  @Test
  void theFiltersFindSomethingOfAllSizes() {
    List<Integer> sizes =
        IntStream.rangeClosed(1, 60)
            .mapToObj(seed -> byHand(any(new SplittableRandom(seed))).size())
            .toList();
    assertThat(sizes).anyMatch(size -> size == 0).anyMatch(size -> size > 100);
    assertThat(sizes.stream().filter(size -> size > 0).count()).isGreaterThan(25);
  }

  private static List<String> walked(CaseFilter filter, int limit) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      CasePage page = BENCH.book.page(filter, cursor, limit);
      page.rows().forEach(row -> ids.add(row.id()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  private static List<String> byHand(CaseFilter filter) {
    return ROWS.values().stream()
        .filter(row -> fits(filter, row))
        .sorted(Comparator.comparing(CaseRow::act).thenComparing(CaseRow::id).reversed())
        .map(CaseRow::id)
        .toList();
  }

  private static boolean fits(CaseFilter filter, CaseRow row) {
    Integer number = Integer.valueOf(row.subject().substring(11));
    String county = number % 3 == 0 ? HERE : "";
    return same(filter.subject(), row.subject())
        && same(filter.kind(), row.kind())
        && same(filter.county(), county)
        && same(filter.within(), county)
        && filter.states().entrySet().stream()
            .allMatch(asked -> row.state().of(asked.getKey()).equals(asked.getValue()))
        && (filter.overdue() == null || filter.overdue() == row.overdue(filter.now()))
        && (filter.from() == null || !row.act().isBefore(filter.from()))
        && (filter.to() == null || row.act().isBefore(filter.to()))
        && (filter.among() == null || filter.among().contains(row.subject()))
        && (!filter.confirmed() || row.confirmed())
        && (filter.repairs().isEmpty() || filter.repairs().contains(row.state().repair()));
  }

  private static boolean same(@Nullable String asked, String is) {
    return asked == null || asked.equals(is);
  }

  /** What is not read need not be in memory. */
  @Test
  void countingReadsNoCase() {
    CaseFilter filter =
        new CaseFilter(
            null,
            CaseSamples.ONE,
            HERE,
            null,
            Map.of(Track.MAIN, "referred"),
            true,
            NOW,
            CaseSamples.at(0),
            NOW,
            null,
            true,
            Set.of("none"));
    Document command =
        new Document("count", CaseBook.COLLECTION)
            .append("query", CaseQuery.where(filter).toBsonDocument())
            .append(
                "hint",
                new CaseIndex(BENCH.database.getCollection(CaseBook.COLLECTION))
                    .counting(filter)
                    .toBsonDocument());
    Document plan =
        BENCH.database.runCommand(
            new Document("explain", command).append("verbosity", "executionStats"));
    Document figures = plan.get("executionStats", Document.class);
    assertThat(figures.getInteger("totalDocsExamined")).isZero();
    assertThat(figures.getInteger("totalKeysExamined")).isPositive().isLessThan(CASES);
  }
}
