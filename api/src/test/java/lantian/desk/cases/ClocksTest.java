package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.CLOCKS;
import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.led;
import static lantian.desk.cases.CaseSamples.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time limits: from when they count, when they end, what stops them. */
class ClocksTest {
  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    // 5 working days over the Spring Festival
    "T1, 2026-02-12T10:00:00+08:00, 2026-02-26T23:59:59.999+08:00",
    // the day is the city's: 23:59 on the 12th and 00:00 on the 13th differ by a day
    "T1, 2026-02-12T23:59:59+08:00, 2026-02-26T23:59:59.999+08:00",
    "T1, 2026-02-13T00:00:00+08:00, 2026-02-27T23:59:59.999+08:00",
    "T3, 2026-03-11T10:00:00+08:00, 2026-03-18T23:59:59.999+08:00",
    // calendar days run on over the holiday
    "T4, 2026-02-12T10:00:00+08:00, 2026-03-14T23:59:59.999+08:00",
    "T5, 2026-02-13T10:00:00+08:00, 2026-02-25T23:59:59.999+08:00",
    "T6, 2025-12-31T10:00:00+08:00, 2026-01-05T23:59:59.999+08:00",
    "T7, 2025-12-15T10:00:00+08:00, 2026-01-14T23:59:59.999+08:00",
    "T8, 2026-03-11T10:00:00+08:00, 2026-03-26T23:59:59.999+08:00"
  })
  void endsWithTheLastDayInTheCity(String id, String from, String due) {
    Clock clock = CLOCKS.start(id, OffsetDateTime.parse(from).toInstant());
    assertThat(clock.due()).isEqualTo(OffsetDateTime.parse(due).toInstant());
    assertThat(clock.overdue(clock.due())).isFalse();
    assertThat(clock.overdue(clock.due().plusMillis(1))).isTrue();
    assertThat(clock.stop(clock.start()).overdue(Instant.MAX)).isFalse();
  }

  @Test
  void theFirstCountsFromCollectionNotFromThePolice() {
    CaseRecord record = candidate(TWO);
    assertThat(record.running("T1").orElseThrow().start())
        .isEqualTo(record.findings().getFirst().start());
    CaseRecord received = led(record, "review", "confirm", "refer", "receive");
    assertThat(received.running("T1")).isEqualTo(record.running("T1"));
    CaseRecord entered = led(received, "enter");
    assertThat(entered.running("T1")).isEmpty();
    assertThat(entered.running("T3")).isPresent();
  }

  @Test
  void reviewCountsFromWhenTheDeskKnewAndEndsWithTheSecond() {
    CaseRecord record = candidate(TWO);
    assertThat(record.running("T6").orElseThrow().start())
        .isEqualTo(record.findings().getFirst().changed());
    assertThat(led(record, "review").running("T6")).isPresent();
    assertThat(led(record, "review", "confirm").running("T6")).isEmpty();
  }

  @Test
  void aCaseIsOverdueByItsEarliestRunningLimit() {
    CaseRecord record = candidate(TWO);
    Instant due = record.running("T6").orElseThrow().due();
    assertThat(record.due()).isEqualTo(due);
    assertThat(record.overdue(due)).isFalse();
    assertThat(record.overdue(due.plusMillis(1))).isTrue();
    CaseRecord dismissed = led(record, "dismiss");
    assertThat(dismissed.due()).isNull();
    assertThat(dismissed.overdue(Instant.MAX)).isFalse();
  }

  @Test
  void aFailedRetestKeepsTheLimitAndANewOrderBeginsAnew() {
    CaseRecord ordered = led(candidate(TWO), "review", "confirm", "orderRepair");
    Clock first = ordered.running("T7").orElseThrow();
    CaseRecord failed = led(ordered, "recordRepair", "failRetest");
    assertThat(failed.running("T7")).contains(first);
    CaseRecord again =
        moved(failed, "orderRepair", CaseSamples.person(Role.TRANSPORT), at(24 * 20));
    assertThat(again.running("T7").orElseThrow().start()).isEqualTo(at(24 * 20));
    assertThat(again.clocks()).contains(first.stop(at(24 * 20)));
    assertThat(led(again, "recordRepair", "passRetest").running("T7")).isEmpty();
  }

  @Test
  void followTheRowThatIsInForceOnTheDayTheyStart() {
    String two =
        """
        calendars: [2026]
        clocks:
          - {id: T1, zh: 一, en: one, days: 5, count: calendar, from: move, validFrom: 2026-01-01, source: s, verified: false}
          - {id: T1, zh: 一, en: one, days: 7, count: calendar, from: move, validFrom: 2026-03-11, source: s, verified: false}
        """;
    Clocks dated = Clocks.read(two);
    Instant midnight = Instant.parse("2026-03-10T16:00:00Z"); // 11 March in the city
    assertThat(days(dated.start("T1", midnight.minusMillis(1)))).isEqualTo(5);
    assertThat(days(dated.start("T1", midnight))).isEqualTo(7);
    assertThat(days(dated.start("T1", Instant.parse("2019-01-01T00:00:00Z")))).isEqualTo(5);
    assertThatThrownBy(() -> Clocks.read(two.replace("2026-03-11", "2026-01-01")))
        .isInstanceOf(BrokenTable.class)
        .hasMessageContaining("two rows from the same day");
    assertThatThrownBy(() -> Clocks.read(two.replace("days: 7", "days: 0")))
        .isInstanceOf(BrokenTable.class);
    assertThatThrownBy(() -> Clocks.read(two.replace("count: calendar", "count: lunar")))
        .isInstanceOf(BrokenTable.class)
        .hasMessageContaining("unknown count lunar");
    assertThatThrownBy(() -> Clocks.read(two.replace("[2026]", "[1999]")))
        .isInstanceOf(BrokenTable.class)
        .hasMessageContaining("calendar-1999.yaml");
  }

  @Test
  void everyLimitNamesItsSource() {
    assertThat(MOVING.clocks().rules())
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(rule.source()).isNotBlank();
          assertThat(rule.verified()).isFalse();
        });
  }

  private static long days(Clock clock) {
    return Duration.between(clock.start(), clock.due()).toDays();
  }
}
