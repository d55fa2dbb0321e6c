package lantian.desk.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditChainIT {
  private MongoDatabase database;
  private MongoCollection<Document> records;

  @BeforeEach
  void fresh() {
    database = MongoSet.shared().freshDatabase();
    records = database.getCollection(AuditTrail.COLLECTION);
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void anUntouchedTrailIsIntact() {
    write(20);
    write(5);
    AuditReport report = AuditChain.verify(database);
    assertThat(report.breaks()).isEmpty();
    assertThat(report.chains()).isEqualTo(2);
    assertThat(report.records()).isEqualTo(20 + 5 + 2 * 2);
  }

  @Test
  void manyAtOnceMakeOneGaplessChain() throws Exception {
    try (AuditTrail trail = AuditTrail.open(database, InstantSource.system());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String object = "o" + i;
        all.add(threads.submit(() -> trail.record(entry(object))));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(records.countDocuments(Filters.eq("act", "EXPORTED"))).isEqualTo(300);
    }
    assertThat(AuditChain.verify(database).intact()).isTrue();
  }

  @Test
  void everyKindOfTamperingIsFoundWhereItIs() {
    Map<String, BiConsumer<MongoCollection<Document>, String>> tamperings =
        Map.of(
            "reason", (c, id) -> set(c, id, "reason", "nothing of interest"),
            "actor", (c, id) -> set(c, id, "actor", "somebody else"),
            "outcome", (c, id) -> set(c, id, "outcome", "REFUSED"),
            "no such act", (c, id) -> set(c, id, "act", "NOTHING"),
            "null for empty", (c, id) -> set(c, id, "role", "X"),
            "removed", (c, id) -> c.deleteOne(Filters.eq("_id", id)),
            "swapped", AuditChainIT::swapWithNext,
            "inserted", AuditChainIT::insertBehind);
    tamperings.forEach((what, tamper) -> {
      fresh();
      write(20);
      tamper.accept(records, AuditRecord.id(0, 7));
      AuditReport report = AuditChain.verify(database);
      assertThat(report.intact()).as(what).isFalse();
      assertThat(report.breaks().getFirst().at())
          .as(what)
          .isIn(AuditRecord.id(0, 7), AuditRecord.id(0, 7) + "a");
      drop();
    });
  }

  @Test
  void aTailCutOffBeforeTheNextStartIsFound() {
    write(10);
    String last = AuditRecord.id(0, 11);
    write(1);
    records.deleteOne(Filters.eq("_id", last));
    assertThat(AuditChain.verify(database).breaks())
        .containsExactly(new AuditReport.Break(last, "PIN"));
  }

  @Test
  void theTailOfAnOlderChainThatIsStillOpenIsPinnedToo() {
    try (AuditTrail older = AuditTrail.open(database, InstantSource.system())) {
      older.record(entry("a"));
      write(1);
      older.record(entry("b")); // Behind what the second chain has pinned: 2 of chain 0.
      write(1);
    }
    write(1); // By now the older one is closed: 3 of chain 0.
    assertThat(AuditChain.verify(database).intact()).isTrue();
    Document closing = find(AuditRecord.id(0, 3));
    records.deleteOne(Filters.eq("_id", AuditRecord.id(0, 3)));
    assertThat(AuditChain.verify(database).breaks())
        .containsExactly(new AuditReport.Break(AuditRecord.id(0, 3), "PIN"));
    records.deleteOne(Filters.eq("_id", AuditRecord.id(0, 2)));
    assertThat(AuditChain.verify(database).breaks())
        .contains(new AuditReport.Break(AuditRecord.id(0, 2), "PIN"));
    assertThat(closing.getString("act")).isEqualTo("CHAIN_CLOSED");
  }

  @Test
  void aClosedChainIsPinnedOnceAndNotForEver() {
    for (int i = 0; i < 5; i++) {
      write(1);
    }
    assertThat(find(AuditRecord.id(4, 0)).getString("object")).startsWith("00000003-").hasSize(86);
  }

  @Test
  void aRecordThatCanNotBeReadHidesNoOtherAndStopsNoStart() {
    write(3);
    String last = AuditRecord.id(0, 4);
    set(records, last, "act", "NO SUCH ACT");
    records.insertOne(new Document("at", java.util.Date.from(java.time.Instant.now())));
    write(1);
    List<AuditRecord> shown =
        new AuditReadings(database)
            .find(new AuditReadings.Wanted(null, null, null, null, null), 50);
    assertThat(shown).hasSize(5 + 1 + 3);
    assertThat(shown.stream().filter(r -> r.entry().act() == Act.UNREADABLE)).hasSize(2);
    assertThat(AuditChain.verify(database).breaks())
        .contains(new AuditReport.Break(last, "UNREADABLE"));
  }

  @Test
  void aTrailWhoseThreadEndsSaysSoAtOnce() {
    java.util.concurrent.atomic.AtomicBoolean fails =
        new java.util.concurrent.atomic.AtomicBoolean();
    InstantSource clock =
        () -> {
          if (fails.get()) {
            throw new IllegalStateException("the clock is broken");
          }
          return java.time.Instant.now();
        };
    try (AuditTrail trail = AuditTrail.open(database, clock, Duration.ofMinutes(5))) {
      trail.record(entry("good"));
      assertThat(trail.well()).isTrue();
      fails.set(true);
      assertThatThrownBy(() -> trail.record(entry("bad"))).isInstanceOf(AuditUnavailable.class);
      assertThat(trail.well()).isFalse();
      assertThatThrownBy(() -> trail.record(entry("late"))).isInstanceOf(AuditUnavailable.class);
    }
  }

  @Test
  void aWholeChainTakenOutIsFound() {
    write(1);
    write(1);
    write(1);
    records.deleteMany(Filters.eq("writer", 1));
    assertThat(AuditChain.verify(database).breaks())
        .contains(new AuditReport.Break(AuditRecord.id(1, 0), "MISSING"));
  }

  @Test
  void aRewrittenChainDoesNotFitThePinOfTheNext() {
    write(3);
    write(1);
    List<AuditRecord> forged = new ArrayList<>();
    AuditRecord before = AuditRecord.of(find(AuditRecord.id(0, 0)));
    for (int i = 1; i <= 4; i++) {
      AuditEntry entry = AuditRecord.of(find(AuditRecord.id(0, i))).entry();
      AuditEntry other = i == 2 ? entry("forged") : entry;
      before = AuditRecord.chained(0, i, before.at(), other, before.hash());
      forged.add(before);
    }
    records.deleteMany(Filters.and(Filters.eq("writer", 0), Filters.gt("sequence", 0L)));
    forged.forEach(record -> records.insertOne(record.document()));
    assertThat(AuditChain.verify(database).breaks()).extracting("what").containsExactly("PIN");
  }

  @Test
  void anInsertWhoseAnswerIsLostIsRepeatedAndStoredOnce() {
    MongoSet set = MongoSet.shared();
    try (AuditTrail trail = AuditTrail.open(database, InstantSource.system())) {
      try (FailPoint _ =
          set.failPoint(
              "failCommand",
              "{times: 3}",
              "{failCommands: ['insert'], writeConcernError: {code: 91, errmsg: 'away'},"
                  + " namespace: '"
                  + database.getName()
                  + ".desk_audit'}")) {
        trail.record(entry("once"));
      }
    }
    assertThat(records.countDocuments(Filters.eq("object", "once"))).isEqualTo(1);
    assertThat(AuditChain.verify(database).intact()).isTrue();
  }

  /** A caller waits as long as he would for anything else of this database. */
  @Test
  void whatIsNotKnownToBeStoredIsNotReportedAsStored() {
    MongoSet set = MongoSet.shared();
    MongoDatabase hurried = database.withTimeout(3, TimeUnit.SECONDS);
    try (AuditTrail trail = AuditTrail.open(hurried, InstantSource.system())) {
      try (FailPoint _ =
          set.failPoint(
              "failCommand",
              "'alwaysOn'",
              "{failCommands: ['insert'], errorCode: 91, namespace: '"
                  + database.getName()
                  + ".desk_audit'}")) {
        assertThatThrownBy(() -> trail.record(entry("late")))
            .isInstanceOf(AuditUnavailable.class)
            .hasMessageContaining("within PT3S");
      }
      trail.record(entry("after"));
    }
    assertThat(AuditChain.verify(database).intact()).isTrue();
  }

  private void write(int count) {
    try (AuditTrail trail = AuditTrail.open(database, InstantSource.system())) {
      for (int i = 0; i < count; i++) {
        trail.record(entry("o" + i));
      }
    }
  }

  private static AuditEntry entry(String object) {
    return new AuditEntry(Actor.commandLine("operator"), Act.EXPORTED, object, Outcome.DONE, "目的");
  }

  private Document find(String id) {
    return java.util.Objects.requireNonNull(records.find(Filters.eq("_id", id)).first());
  }

  private static void set(
      MongoCollection<Document> records, String id, String field, String value) {
    records.updateOne(Filters.eq("_id", id), Updates.set(field, value));
  }

  private static void swapWithNext(MongoCollection<Document> records, String id) {
    Document one = java.util.Objects.requireNonNull(records.find(Filters.eq("_id", id)).first());
    String nextId = AuditRecord.id(0, one.getLong("sequence") + 1);
    Document next =
        java.util.Objects.requireNonNull(records.find(Filters.eq("_id", nextId)).first());
    records.replaceOne(Filters.eq("_id", id), new Document(next).append("_id", id));
    records.replaceOne(Filters.eq("_id", nextId), new Document(one).append("_id", nextId));
  }

  private static void insertBehind(MongoCollection<Document> records, String id) {
    Document one = java.util.Objects.requireNonNull(records.find(Filters.eq("_id", id)).first());
    records.insertOne(new Document(one).append("_id", id + "a"));
  }
}
