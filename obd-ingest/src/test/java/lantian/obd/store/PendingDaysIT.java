package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lantian.obd.MongoSet;
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class PendingDaysIT {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final Vin VIN = new Vin("LSYNTH00000000001");
  private static final long FENCE = 5;
  private static final DayKey DAY = new DayKey(VIN, 20_000);

  private final MongoCollection<Document> collection =
      MongoSet.shared().freshDatabase().getCollection("obd_pending");
  private final PendingDays days = new PendingDays(collection, Duration.ofHours(1), FENCE);

  @Test
  void waitsForTheQuietAndNotLonger() {
    tell(DAY, Reason.LATE, 60, NOW);
    assertThat(days.due(NOW.plusSeconds(59), 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(60), 10)).hasSize(1);
  }

  @Test
  void isPutOffByEveryTellingButNeverBeyondTheLongestQuiet() {
    for (int minute = 0; minute < 90; minute++) {
      tell(DAY, Reason.LATE, 120, NOW.plusSeconds(minute * 60L));
    }
    assertThat(days.due(NOW.plusSeconds(3599), 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(3600), 10)).hasSize(1);
  }

  @Test
  void isNotForgottenIfItWasToldDuringItsJudgement() {
    tell(DAY, Reason.CLOSE, 0, NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    tell(DAY, Reason.LATE, 0, NOW);
    days.done(seen, NOW);
    PendingDay left = days.find(DAY).orElseThrow();
    assertThat(left.reason()).isEqualTo(Reason.LATE);
    days.done(left, NOW);
    assertThat(days.find(DAY)).isEmpty();
  }

  @Test
  void aFindingIsNotPutOffBecauseItsVehicleGoesOnToTheNextDay() {
    tell(DAY, Reason.FINDING, 0, NOW);
    tell(DAY, Reason.CLOSE, 900, NOW);
    assertThat(days.due(NOW, 10)).hasSize(1);
    // In one write, and the other way round.
    DayKey other = new DayKey(VIN, 20_001);
    days.tell(
        List.of(
            PendingDays.Telling.join(
                PendingDays.Telling.of(other, Reason.CLOSE, 20_001, NOW.plusSeconds(900)),
                PendingDays.Telling.of(other, Reason.FINDING, 20_001, NOW))),
        NOW);
    assertThat(days.due(NOW, 10)).hasSize(2);
  }

  @Test
  void whatWasAskedForIsDoneAndWhatWasToldSinceWaitsForQuiet() {
    tell(DAY, Reason.FINDING, 0, NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    tell(DAY, Reason.LATE, 60, NOW);
    days.done(seen, NOW);
    assertThat(days.due(NOW.plusSeconds(59), 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(60), 10)).hasSize(1);
  }

  @Test
  void whatIsAskedForDuringAJudgementIsNotTakenForDone() {
    tell(DAY, Reason.FINDING, 0, NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    tell(DAY, Reason.FINDING, 0, NOW);
    days.done(seen, NOW);
    assertThat(days.due(NOW, 10)).hasSize(1);
  }

  @Test
  void aJudgementBeginsTheLongestQuietAnew() {
    tell(DAY, Reason.LATE, 60, NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    tell(DAY, Reason.LATE, 60, NOW.plusSeconds(3_550));
    days.done(seen, NOW.plusSeconds(3_600));
    tell(DAY, Reason.LATE, 60, NOW.plusSeconds(3_601));
    assertThat(days.due(NOW.plusSeconds(3_660), 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(3_661), 10)).hasSize(1);
  }

  @Test
  void hasteDoesNotOvercomeWhatPutItOff() {
    tell(DAY, Reason.CLOSE, 600, NOW);
    days.putOff(DAY, NOW.plusSeconds(300));
    days.hasten(DAY, NOW);
    tell(DAY, Reason.FINDING, 0, NOW);
    assertThat(days.due(NOW.plusSeconds(299), 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(300), 10)).hasSize(1);
  }

  @Test
  void findsTheEarliestDayOfTheSameVehicleOnly() {
    tell(new DayKey(new Vin("LSYNTH00000000000"), 19_000), Reason.LATE, 0, NOW);
    tell(DAY, Reason.LATE, 0, NOW);
    tell(new DayKey(VIN, 19_998), Reason.LATE, 0, NOW);
    tell(new DayKey(VIN, 19_997), Reason.LATE, 0, NOW);
    assertThat(days.before(VIN, 20_000).orElseThrow().key().day()).isEqualTo(19_997);
    assertThat(days.before(VIN, 19_997)).isEmpty();
  }

  @Test
  void keepsTheFirstOriginOfAChain() {
    days.tell(
        List.of(
            PendingDays.Telling.of(DAY, Reason.CHAIN, 19_990, NOW),
            PendingDays.Telling.of(DAY, Reason.LATE, 20_000, NOW)),
        NOW);
    assertThat(days.find(DAY).orElseThrow().origin()).isEqualTo(19_990);
  }

  @Test
  void hastensAndPutsOff() {
    tell(DAY, Reason.CLOSE, 600, NOW);
    days.hasten(DAY, NOW);
    assertThat(days.due(NOW, 10)).hasSize(1);
    days.putOff(days.due(NOW, 10).getFirst().key(), NOW.plusSeconds(5));
    assertThat(days.due(NOW, 10)).isEmpty();
    assertThat(days.due(NOW.plusSeconds(5), 10)).hasSize(1);
  }

  @Test
  void anEarlierHolderNeitherSettlesNorPutsOffWhatALaterOneWasTold() {
    PendingDays earlier = new PendingDays(collection, Duration.ofHours(1), FENCE - 1);
    tell(DAY, Reason.LATE, 0, NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    earlier.done(seen, NOW);
    earlier.putOff(DAY, NOW.plusSeconds(300));
    assertThat(days.due(NOW, 10)).containsExactly(seen);
    earlier.done(new PendingDay(DAY, Reason.LATE, DAY.day(), NOW, seen.mark() - 1), NOW);
    assertThat(days.due(NOW, 10)).as("nor does it take back what was asked").containsExactly(seen);
    days.done(seen, NOW);
    assertThat(days.find(DAY)).isEmpty();
  }

  @Test
  void aLaterHolderSettlesWhatAnEarlierOneWasToldAndNotWhatItWasToldSince() {
    PendingDays earlier = new PendingDays(collection, Duration.ofHours(1), FENCE - 1);
    earlier.tell(List.of(PendingDays.Telling.of(DAY, Reason.LATE, DAY.day(), NOW)), NOW);
    PendingDay seen = days.find(DAY).orElseThrow();
    earlier.tell(List.of(PendingDays.Telling.of(DAY, Reason.LATE, DAY.day(), NOW)), NOW);
    days.done(seen, NOW);
    assertThat(days.find(DAY)).as("told since").isPresent();
    days.done(days.find(DAY).orElseThrow(), NOW);
    assertThat(days.find(DAY)).isEmpty();
  }

  private void tell(DayKey day, Reason reason, long seconds, Instant now) {
    days.tell(
        List.of(PendingDays.Telling.of(day, reason, day.day(), now.plusSeconds(seconds))), now);
  }
}
