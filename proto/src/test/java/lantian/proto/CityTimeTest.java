package lantian.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CityTimeTest {
  @Test
  void aDayBeginsAtSixteenHoursUniversalTime() {
    Instant midnight = Instant.parse("2026-11-22T16:00:00Z");
    assertThat(CityTime.day(midnight)).isEqualTo(LocalDate.of(2026, 11, 23));
    assertThat(CityTime.day(midnight.minusSeconds(1))).isEqualTo(LocalDate.of(2026, 11, 22));
    int day = CityTime.dayNumber(midnight.getEpochSecond());
    assertThat(CityTime.startOf(day)).isEqualTo(midnight.getEpochSecond());
    assertThat(CityTime.dayNumber(midnight.getEpochSecond() - 1)).isEqualTo(day - 1);
  }

  @Test
  void daysBeforeTheEpochCountDownwards() {
    assertThat(CityTime.dayNumber(-CityTime.ZONE.getTotalSeconds())).isZero();
    assertThat(CityTime.dayNumber(-CityTime.ZONE.getTotalSeconds() - 1L)).isEqualTo(-1);
  }

  @RepeatedTest(100)
  void everySecondLiesInItsDay(RepetitionInfo seed) {
    long second = new SplittableRandom(seed.getCurrentRepetition()).nextLong(0, 1L << 32);
    int day = CityTime.dayNumber(second);
    assertThat(second).isBetween(CityTime.startOf(day), CityTime.startOf(day + 1) - 1);
    assertThat(CityTime.day(Instant.ofEpochSecond(second)).toEpochDay()).isEqualTo(day);
  }
}
