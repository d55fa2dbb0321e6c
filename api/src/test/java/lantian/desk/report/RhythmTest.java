package lantian.desk.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SplittableRandom;
import lantian.proto.CityTime;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** When a report is due, and of which days it tells. */
class RhythmTest {
  private static final Rhythm DAILY = rhythm(Rhythm.Kind.DAILY, 1);
  private static final Rhythm MONDAYS = rhythm(Rhythm.Kind.WEEKLY, 1);
  private static final Rhythm FIRST = rhythm(Rhythm.Kind.MONTHLY, 1);

  @Test
  void aDayIsDueOnTheNext() {
    assertThat(text(DAILY.after(at("2026-11-20T08:29:59")))).isEqualTo("2026-11-20T08:30");
    assertThat(text(DAILY.after(at("2026-11-20T08:30:00")))).isEqualTo("2026-11-21T08:30");
    Instant due = at("2026-11-21T08:30:00");
    assertThat(text(DAILY.from(due))).isEqualTo("2026-11-20T00:00");
    assertThat(text(DAILY.to(due))).isEqualTo("2026-11-21T00:00");
  }

  @Test
  void aWeekIsDueOnItsDay() {
    assertThat(text(MONDAYS.after(at("2026-11-20T00:00:00")))).isEqualTo("2026-11-23T08:30");
    assertThat(text(MONDAYS.after(at("2026-11-23T08:30:00")))).isEqualTo("2026-11-30T08:30");
    Instant due = at("2026-11-23T08:30:00");
    assertThat(text(MONDAYS.from(due))).isEqualTo("2026-11-16T00:00");
    assertThat(text(rhythm(Rhythm.Kind.WEEKLY, 7).after(at("2026-11-20T00:00:00"))))
        .isEqualTo("2026-11-22T08:30");
  }

  @Test
  void aMonthIsDueOnItsDayInEveryMonth() {
    assertThat(text(FIRST.after(at("2026-12-01T08:30:00")))).isEqualTo("2027-01-01T08:30");
    Instant due = at("2027-03-01T08:30:00");
    assertThat(text(FIRST.from(due))).isEqualTo("2027-02-01T00:00");
    assertThat(text(FIRST.to(due))).isEqualTo("2027-03-01T00:00");
    assertThat(text(rhythm(Rhythm.Kind.MONTHLY, 28).after(at("2027-01-30T00:00:00"))))
        .isEqualTo("2027-02-28T08:30");
    assertThatIllegalArgumentException().isThrownBy(() -> rhythm(Rhythm.Kind.MONTHLY, 29));
    assertThatIllegalArgumentException().isThrownBy(() -> rhythm(Rhythm.Kind.DAILY, 2));
  }

  @Test
  void ofWhatWasMissedTheLastIsMade() {
    Instant first = at("2026-11-21T08:30:00");
    assertThat(text(DAILY.lastUpTo(at("2026-11-24T08:29:00"), first)))
        .isEqualTo("2026-11-23T08:30");
    assertThat(text(DAILY.lastUpTo(at("2026-11-21T08:30:00"), first)))
        .isEqualTo("2026-11-21T08:30");
  }

  /** Nothing lies between two reports, and nothing is in both. */
  @RepeatedTest(100)
  void periodsJoin(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    Rhythm.Kind kind = List.of(Rhythm.Kind.values()).get(random.nextInt(3));
    Rhythm rhythm = rhythm(kind, 1 + random.nextInt(kind.last()));
    Instant moment = at("2026-01-01T00:00:00").plusSeconds(random.nextLong(70_000_000));
    Instant due = rhythm.after(moment);
    assertThat(due).isAfter(moment).isBeforeOrEqualTo(moment.plus(Duration.ofDays(31)));
    assertThat(rhythm.from(rhythm.after(due))).isEqualTo(rhythm.to(due));
    assertThat(rhythm.to(due)).isBeforeOrEqualTo(due);
  }

  private static Rhythm rhythm(Rhythm.Kind kind, int day) {
    return new Rhythm(kind, LocalTime.of(8, 30), day);
  }

  private static Instant at(String beijing) {
    return OffsetDateTime.parse(beijing + "+08:00").toInstant();
  }

  private static String text(Instant moment) {
    return moment.atOffset(CityTime.ZONE).toLocalDateTime().toString();
  }
}
