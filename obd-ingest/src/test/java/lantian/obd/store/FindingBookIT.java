package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lantian.obd.MongoSet;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Finding.State;
import lantian.obd.rule.Law;
import lantian.obd.rule.Wording;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A finding's life: told, told otherwise, replaced, withdrawn, told again. */
class FindingBookIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00041");
  private static final int DAY = 20_000;
  private static final long NOON = CityTime.startOf(DAY) + 43_200;
  private static final Wording WORDS = new Wording("原因", "reason");

  private final Store store = new Store(MongoSet.shared().freshDatabase());
  private final FindingBook book = new FindingBook(store, 5);
  private long clock;

  FindingBookIT() {
    store.create();
  }

  @AfterEach
  void drop() {
    store.database().drop();
  }

  @Test
  void aFindingToldAgainKeepsItsRevisionAndAChangedOneGetsTheNext() {
    Finding finding = finding(NOON, NOON + 100, 800);
    tell(DAY, finding);
    Document first = stored(finding);
    assertThat(first).containsEntry("revision", 1).containsEntry("replaces", null);
    tell(DAY, finding);
    assertThat(stored(finding)).isEqualTo(first);
    tell(DAY, finding(NOON, NOON + 200, 800));
    assertThat(stored(finding))
        .containsEntry("revision", 2)
        .containsEntry("state", "CLOSED")
        .doesNotContainEntry("changed", first.get("changed"));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void oneThatOverlapsAnOldOneReplacesItAndOneThatDoesNotIsNew() {
    Finding old = finding(NOON, NOON + 100, 800);
    tell(DAY, old);
    Finding overlapping = finding(NOON + 50, NOON + 150, 800);
    Finding apart = finding(NOON + 500, NOON + 600, 800);
    tell(DAY, overlapping, apart);
    assertThat(stored(old))
        .containsEntry("state", "WITHDRAWN")
        .containsEntry("revision", 2)
        .containsEntry("replacedBy", overlapping.id().text());
    assertThat(stored(overlapping)).containsEntry("replaces", old.id().text());
    assertThat(stored(apart)).containsEntry("replaces", null);
  }

  @Test
  void oneThatNoLongerFollowsIsWithdrawnOnceAndStandsAgainWhenItFollowsAgain() {
    Finding finding = finding(NOON, NOON + 100, 800);
    tell(DAY, finding);
    tell(DAY);
    Document withdrawn = stored(finding);
    assertThat(withdrawn)
        .containsEntry("state", "WITHDRAWN")
        .containsEntry("revision", 2)
        .containsEntry("replacedBy", null);
    tell(DAY);
    assertThat(stored(finding)).isEqualTo(withdrawn);
    tell(DAY, finding);
    assertThat(stored(finding)).containsEntry("state", "CLOSED").containsEntry("revision", 3);
  }

  @Test
  void anotherDayOrVehicleWithdrawsNothing() {
    Finding finding = finding(NOON, NOON + 100, 800);
    tell(DAY, finding);
    tell(DAY + 1);
    tell(DAY - 1);
    book.reconcile(
        new DayKey(new Vin("LSUZTEST0VIN00042"), DAY), List.of(), f -> evidence(), now());
    assertThat(stored(finding)).containsEntry("state", "CLOSED").containsEntry("revision", 1);
  }

  @Test
  void whatALaterDayNoLongerTellsIsWhatTheEarlierOneTold() {
    Finding open = open(NOON, 800);
    new JudgedDays(store.collection(Store.Name.DAYS), 5)
        .write(
            new JudgedDay(
                new DayKey(TRUCK, DAY),
                new byte[32],
                new byte[1],
                new byte[32],
                1,
                new byte[32],
                List.of(),
                List.of(open)));
    tell(DAY, open);
    Finding closed = finding(NOON, NOON + 86_400, 900);
    tell(DAY + 1, closed);
    assertThat(stored(open)).containsEntry("state", "CLOSED").containsEntry("day", DAY + 1);
    tell(DAY, open);
    assertThat(stored(open)).as("the later day speaks last").containsEntry("state", "CLOSED");
    tell(DAY + 1);
    assertThat(stored(open))
        .containsEntry("state", "OPEN")
        .containsEntry("day", DAY)
        .containsEntry("revision", 3);
  }

  @Test
  void anEarlierHolderWritesNothing() {
    Finding finding = finding(NOON, NOON + 100, 800);
    tell(DAY, finding);
    Document first = stored(finding);
    FindingBook earlier = new FindingBook(store, 4);
    assertThatThrownBy(() ->
            earlier.reconcile(
                new DayKey(TRUCK, DAY),
                List.of(finding(NOON, NOON + 200, 800)),
                f -> evidence(),
                now()))
        .isInstanceOf(MongoWriteException.class);
    assertThat(stored(finding)).isEqualTo(first);
  }

  @Test
  void whatAnEarlierHolderHadStillToWriteIsShutOut() {
    FindingBook earlier = new FindingBook(store, 4);
    Finding written = finding(NOON, NOON + 100, 800);
    Finding unwritten = finding(NOON + 500, NOON + 600, 800);
    DayKey day = new DayKey(TRUCK, DAY);
    earlier.reconcile(day, List.of(written), f -> evidence(), now());
    // It told both, and was paused before it wrote the second; the day now tells the first only.
    book.shutOut(day, List.of(written, unwritten), List.of(written), now());
    tell(DAY, written);
    Document first = stored(written);
    assertThatThrownBy(
            () -> earlier.reconcile(day, List.of(written, unwritten), f -> evidence(), now()))
        .isInstanceOf(MongoWriteException.class);
    earlier.reconcile(day, List.of(), f -> evidence(), now());
    assertThat(stored(written)).isEqualTo(first).containsEntry("state", "CLOSED");
    assertThat(stored(unwritten)).containsEntry("state", "WITHDRAWN");
    tell(DAY, written, unwritten);
    assertThat(stored(unwritten)).containsEntry("state", "CLOSED").containsEntry("revision", 2);
  }

  @Test
  void whatTheDayStillTellsIsNotWithdrawnBeforehand() {
    Finding finding = finding(NOON, NOON + 100, 800);
    book.shutOut(new DayKey(TRUCK, DAY), List.of(finding), List.of(finding), now());
    assertThat(count()).isZero();
    tell(DAY, finding);
    assertThat(stored(finding)).containsEntry("revision", 1).containsEntry("state", "CLOSED");
  }

  private void tell(int day, Finding... findings) {
    book.reconcile(new DayKey(TRUCK, day), List.of(findings), f -> evidence(), now());
  }

  private Instant now() {
    return Instant.ofEpochSecond(NOON + ++clock);
  }

  private static Evidence evidence() {
    return new Evidence(List.of(), 0, Origin.MEASURED);
  }

  private Document stored(Finding finding) {
    return Objects.requireNonNull(
        store
            .collection(Store.Name.FINDINGS)
            .find(new Document("_id", finding.id().text()))
            .first());
  }

  private long count() {
    return store.collection(Store.Name.FINDINGS).countDocuments();
  }

  private static Finding open(long start, double measured) {
    return finding(State.OPEN, start, start + 100, measured);
  }

  private static Finding finding(long start, long end, double measured) {
    return finding(State.CLOSED, start, end, measured);
  }

  private static Finding finding(State state, long start, long last, double measured) {
    Instant from = Instant.ofEpochSecond(start);
    Instant to = Instant.ofEpochSecond(last);
    return new Finding(
        FindingId.of(TRUCK.text(), "OBD-NOX-LASTING", from),
        TRUCK,
        "OBD-NOX-LASTING",
        "TEST",
        state,
        from,
        state == State.OPEN ? null : to,
        from,
        to,
        measured,
        measured,
        200,
        "ppm",
        0,
        true,
        new Law(WORDS, false),
        50,
        WORDS);
  }
}
