package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working days against the printed calendars, counted by hand. */
class WorkingDaysTest {
  private static final WorkingDays DAYS = CaseSamples.CLOCKS.workingDays();

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "2026-02-13, true,  the last Friday before the Spring Festival",
    "2026-02-14, true,  a Saturday worked for it",
    "2026-02-15, false, its first day",
    "2026-02-18, false, a Wednesday within it",
    "2026-02-23, false, its last day: a Monday",
    "2026-02-24, true,  the Tuesday behind it",
    "2026-02-28, true,  a Saturday worked for it",
    "2026-03-01, false, an ordinary Sunday",
    "2026-01-04, true,  a Sunday worked for New Year",
    "2026-01-02, false, a Friday off",
    "2026-09-20, true,  a Sunday worked",
    "2026-09-27, false, Mid-Autumn",
    "2026-10-07, false, the last day of the National Day",
    "2026-10-08, true,  the day behind it",
    "2026-10-10, true,  a Saturday worked",
    "2026-10-11, false, an ordinary Sunday",
    "2025-01-26, true,  a Sunday worked",
    "2025-01-27, true,  the eve is not yet off",
    "2025-02-04, false, the last day of the Spring Festival 2025",
    "2025-02-05, true,  the day behind it",
    "2025-06-02, false, Dragon Boat Monday",
    "2024-02-12, true,  a Spring Festival nobody has typed in"
  })
  void knowsTheDay(LocalDate day, boolean working, String what) {
    assertThat(DAYS.working(day)).as(what).isEqualTo(working);
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    // 12 Thu, 13 Fri, 14 Sat (worked), 15-23 off, 24, 25, 26
    "2026-02-12, 1, 2026-02-13, true",
    "2026-02-12, 2, 2026-02-14, true",
    "2026-02-12, 3, 2026-02-24, true",
    "2026-02-12, 5, 2026-02-26, true",
    "2026-02-18, 1, 2026-02-24, true", // begun within the holiday
    "2026-02-27, 1, 2026-02-28, true", // the worked Saturday counts
    "2026-02-27, 2, 2026-03-02, true",
    "2025-12-31, 1, 2026-01-04, true", // year border: 1-3 off, Sunday the 4th is worked
    "2025-12-29, 5, 2026-01-06, true",
    "2026-12-30, 1, 2026-12-31, true",
    "2026-12-30, 2, 2027-01-01, false", // 2027 is not known: Friday counts, and it is said
    "2027-03-05, 1, 2027-03-08, false"
  })
  void counts(LocalDate from, int n, LocalDate last, boolean known) {
    assertThat(DAYS.after(from, n)).isEqualTo(new WorkingDays.Counted(last, known));
  }

  @Test
  void everyCalendarSaysWhereItIsFrom() {
    assertThat(DAYS.years()).extracting(WorkingDays.Year::year).containsExactly(2025, 2026);
    assertThat(DAYS.years())
        .allSatisfy(year -> {
          assertThat(year.source()).contains(Integer.toString(year.year()));
          assertThat(year.verified()).isFalse();
        });
  }

  @Test
  void refusesACalendarThatContradictsItself() {
    String head = "year: 2026\nsource: s\nverified: false\n";
    String off = "holidays:\n  - {from: 2026-02-15, to: 2026-02-23, zh: 春节}\n";
    assertThat(WorkingDays.read("c", head + off + "workdays: [2026-02-14]\n").holidays())
        .hasSize(9);
    assertBroken(head + off + "workdays: [2026-02-15]\n", "2026-02-15");
    assertBroken(head + off + "workdays: [2026-02-13]\n", "2026-02-13"); // a Friday is one anyway
    assertBroken(head + off + "workdays: [2027-02-14]\n", "2027-02-14");
    assertBroken(head + off.replace("02-23", "02-13") + "workdays: []\n", "not within");
    assertBroken(head + off + "workdays: []\nmore: 1\n", "unknown key more");
    assertBroken(off + "workdays: []\n", "lacks year");
  }

  private static void assertBroken(String text, String... says) {
    assertThatThrownBy(() -> WorkingDays.read("c", text))
        .isInstanceOf(BrokenTable.class)
        .message()
        .contains(List.of(says));
  }
}
