package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.ONE;
import static lantian.desk.cases.CaseSamples.REVIEWER;
import static lantian.desk.cases.CaseSamples.SECOND;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.led;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lantian.desk.cases.Correcting.Why;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plates are corrected beside the plate as read, and only while somebody still has to review. */
class CorrectingTest {
  private static final Correcting CORRECTING = new Correcting(MOVING);
  private static final Plate FILED = new Plate("苏E12345", Plate.Colour.YELLOW);
  private static final Plate SEEN = new Plate("苏E12845", Plate.Colour.YELLOW);
  private static final Plate THIRD = new Plate("苏E12845", Plate.Colour.BLUE);
  private static final String SALT = "5a".repeat(16);

  /** The case with its plate corrected. */
  static CaseRecord corrected(CaseRecord record) {
    return done(record, SEEN);
  }

  /** The case with that taken back. */
  static CaseRecord takenBack(CaseRecord record) {
    return done(record, null);
  }

  private static CaseRecord done(CaseRecord record, @Nullable Plate plate) {
    return ((Correcting.Done) CORRECTING.correct(record, asked(plate))).next();
  }

  private static Correcting.Request asked(@Nullable Plate plate) {
    return new Correcting.Request(SECOND, at(20), "第四位看错", plate, FILED, SALT);
  }

  private static Why why(CaseRecord record, @Nullable Plate plate) {
    return ((Correcting.Refused) CORRECTING.correct(record, asked(plate))).why();
  }

  @Test
  void theReadingStaysBesideTheCorrection() {
    CaseRecord before = candidate(TWO);
    CaseRecord after = corrected(before);
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.subject()).isEqualTo(before.subject());
    assertThat(after.state()).isEqualTo(before.state());
    PlateCorrection one = after.corrections().getFirst();
    assertThat(one.read()).isEqualTo(FILED);
    assertThat(one.corrected()).isEqualTo(SEEN);
    assertThat(one.source()).isEqualTo(PlateCorrection.Source.REGISTER);
    CaseEvent event = after.events().get(one.event());
    assertThat(event.move()).isEqualTo("plateCorrected");
    assertThat(event.actor()).isEqualTo(SECOND);
    assertThat(event.at()).isEqualTo(at(20));
    assertThat(event.reason()).isEqualTo("第四位看错");
    assertThat(after.plateAgrees(FILED)).isFalse();
    assertThat(after.plateAgrees(SEEN)).isTrue();
    assertThat(after.plateAgrees(null)).isFalse();
    assertThat(before.plateAgrees(FILED)).isTrue();
    assertThat(before.plateAgrees(null)).isTrue();
  }

  @Test
  void noEventHoldsAWholePlateOrWhatOneCouldTryOut() {
    CaseRecord after = takenBack(corrected(candidate(TWO)));
    for (CaseEvent event : after.events()) {
      assertThat(event.data().values())
          .noneMatch(value -> value.contains("12345") || value.contains("12845"));
      assertThat(event.data().values()).noneMatch(value -> value.contains(SALT));
    }
    CaseEvent event = after.events().getLast();
    assertThat(event.data())
        .containsEntry("plateRead", "苏E·1**45")
        .containsEntry("plateNow", "苏E·1**45")
        .containsEntry("colourNow", "YELLOW")
        .containsEntry("readFrom", "register");
    Correcting.Request salted =
        new Correcting.Request(SECOND, at(20), "第四位看错", SEEN, FILED, "5b".repeat(16));
    CaseRecord other = ((Correcting.Done) CORRECTING.correct(candidate(TWO), salted)).next();
    assertThat(other.events().getLast().data().get("plateProof"))
        .isNotEqualTo(event.data().get("plateProof"));
    assertThat(after.corrections().getFirst()).asString().doesNotContain(SALT, "12845");
  }

  @Test
  void aFirstReviewLapsesForItWasOfAnotherPlate() {
    CaseRecord reviewed = led(candidate(TWO), "review");
    assertThat(reviewed.reviewers()).isNotEmpty();
    CaseRecord after = corrected(reviewed);
    assertThat(after.state().main()).isEqualTo("candidate");
    assertThat(after.reviewers()).isEmpty();
    assertThat(after.version()).isEqualTo(reviewed.version() + 1);
    assertThat(after.events().subList(reviewed.events().size(), after.events().size()))
        .extracting(CaseEvent::move)
        .containsExactly("plateCorrected", "lapse");
    CaseRecord again = led(after, "review");
    assertThat(takenBack(again).state().main()).isEqualTo("candidate");
    assertThat(EventChain.check(takenBack(again), TABLE, null)).isEmpty();
  }

  @Test
  void takingBackLeavesBothOnTheTimeline() {
    CaseRecord back = takenBack(corrected(candidate(TWO)));
    assertThat(back.correction()).isNull();
    assertThat(back.plateAgrees(FILED)).isTrue();
    assertThat(back.corrections()).hasSize(1);
    assertThat(back.corrections().getFirst().takenBack()).isEqualTo(back.events().size() - 1);
    assertThat(why(back, null)).isEqualTo(Why.NOT_CORRECTED);
    CaseRecord again = corrected(back);
    assertThat(again.corrections()).hasSize(2);
    assertThat(again.plateAgrees(FILED)).isFalse();
  }

  @Test
  void theFirstReadingStaysTheOriginal() {
    CaseRecord twice = done(corrected(candidate(TWO)), THIRD);
    assertThat(twice.corrections())
        .extracting(PlateCorrection::read)
        .containsExactlyElementsOf(List.of(FILED, FILED));
    assertThat(twice.plateAgrees(SEEN)).isFalse();
    assertThat(twice.plateAgrees(THIRD)).isTrue();
    // Also the plate that is filed: somebody said that it is not it, so it is said again.
    assertThat(done(twice, FILED).plateAgrees(FILED)).isTrue();
  }

  @Test
  void whatCorrectsNothingIsRefused() {
    CaseRecord fresh = candidate(TWO);
    assertThat(why(fresh, FILED)).isEqualTo(Why.AS_FILED);
    assertThat(why(fresh, null)).isEqualTo(Why.NOT_CORRECTED);
    assertThat(why(corrected(fresh), SEEN)).isEqualTo(Why.UNCHANGED);
  }

  @Test
  void nobodyCorrectsWhatNobodyReviewsAnyMore() {
    for (String kind : List.of(ONE, TWO)) {
      CaseRecord fresh = candidate(kind);
      String[] reviews =
          kind.equals(ONE) ? new String[] {"confirm"} : new String[] {"review", "confirm"};
      assertThat(why(led(fresh, reviews), SEEN)).isEqualTo(Why.NOT_UNDER_REVIEW);
      assertThat(why(led(fresh, "dismiss"), SEEN)).isEqualTo(Why.NOT_UNDER_REVIEW);
      assertThat(why(led(fresh, "withdraw"), SEEN)).isEqualTo(Why.NOT_UNDER_REVIEW);
      assertThat(why(led(corrected(fresh), "dismiss"), null)).isEqualTo(Why.NOT_UNDER_REVIEW);
      assertThat(corrected(led(fresh, "withdraw", "revive")).correction()).isNotNull();
    }
  }

  @Test
  void aFullTimelineTakesNone() {
    CaseRecord record = candidate(TWO);
    while (record.events().size() < Moving.MOST_EVENTS - 2) {
      record = MOVING.mark(record, "fileAdded", REVIEWER, "文件", Map.of(), at(3));
    }
    assertThat(corrected(record).events()).hasSize(Moving.MOST_EVENTS - 1);
    record = MOVING.mark(record, "fileAdded", REVIEWER, "文件", Map.of(), at(3));
    assertThat(why(record, SEEN)).isEqualTo(Why.FULL);
  }
}
