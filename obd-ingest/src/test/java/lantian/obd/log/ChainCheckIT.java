package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import lantian.obd.MongoSet;
import lantian.obd.log.ChainFault.Kind;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChainCheckIT {
  private static final long AT = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();
  private static final int BATCHES = 9;

  private int writer;
  private LogReader reader = new LogReader(MongoSet.shared().freshDatabase());
  private MongoCollection<Document> stored =
      MongoSet.shared().freshDatabase().getCollection("none");
  private LaneHead head = new LaneHead(0, -1, new byte[32]);

  @BeforeEach
  void writeALane() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Heard heard = new Heard();
      Feed feed = log.feed(0, heard);
      for (int i = 0; i < BATCHES; i++) {
        TestLog.append(feed, AT + i, i, i + 1);
        int done = i + 1;
        TestLog.await(() -> heard.stored.get() == done);
      }
      writer = log.writer.number();
      reader = log.reader();
      stored = log.database.getCollection("obd_log_202611");
      head = log.writer.heads().getFirst();
    }
  }

  @Test
  void anUntouchedLaneHolds() {
    ChainResult result = check(head);
    assertThat(result.fault()).isNull();
    assertThat(result.batches()).isEqualTo(BATCHES);
    assertThat(result.frames()).isEqualTo(BATCHES);
  }

  @RepeatedTest(30)
  void anyFlippedBitOfAnyFieldIsFoundWhereItIs(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    long victim = random.nextLong(BATCHES);
    Document document = at(victim);
    String field = new String[] {"body", "hash", "prev", "at", "n"}[random.nextInt(5)];
    Object damaged =
        switch (Objects.requireNonNull(document.get(field))) {
          case Binary binary -> {
            byte[] bytes = binary.getData();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            yield new Binary(bytes);
          }
          case Integer count -> count + 1;
          default -> Instant.EPOCH;
        };
    stored.updateOne(key(victim), Updates.set(field, damaged));

    expect(check(), victim, Kind.CHANGED, -1);
  }

  @Test
  void aDeletedBatchIsMissing() {
    stored.deleteOne(key(4));
    expect(check(), 4, Kind.MISSING, -1);
  }

  @Test
  void aCutOffTailShowsOnlyAgainstAPinnedHead() {
    stored.deleteOne(key(BATCHES - 1));
    assertThat(check().fault()).isNull();
    expect(check(head), BATCHES - 1, Kind.MISSING, -1);
  }

  @Test
  void swappedBatchesHaveMoved() {
    Document third = at(3);
    Document fifth = at(5);
    replace(3, fifth);
    replace(5, third);
    expect(check(), 3, Kind.MOVED, 5);
  }

  @Test
  void aRewrittenChainShowsAgainstAPinnedHead() {
    BatchDocument was = BatchDocument.of(at(BATCHES - 1).toBsonDocument());
    BatchDocument forged =
        new BatchDocument(was.key(), was.at() + 1, was.count(), was.prev(), was.hash(), was.body());
    stored.updateOne(
        key(BATCHES - 1),
        Updates.combine(
            Updates.set("at", Instant.ofEpochMilli(forged.at())),
            Updates.set("hash", new Binary(forged.computedHash()))));

    assertThat(check().fault()).isNull();
    expect(check(head), BATCHES - 1, Kind.CHANGED, -1);
  }

  @Test
  void aLaneIsCheckedBehindAnArchivedPart() {
    LaneHead known = new LaneHead(0, 1, at(1).get("hash", Binary.class).getData());
    stored.deleteMany(Filters.in("_id", id(0), id(1)));

    expect(check(), 0, Kind.MISSING, -1);
    ChainResult behind = new ChainCheck(reader).check(writer, known, List.of(head));
    assertThat(behind.fault()).isNull();
    assertThat(behind.batches()).isEqualTo(BATCHES - 2);
  }

  private ChainResult check(LaneHead... pins) {
    return new ChainCheck(reader).check(writer, 0, List.of(pins));
  }

  private void expect(ChainResult result, long sequence, Kind kind, long elsewhere) {
    assertThat(result.fault()).isEqualTo(new ChainFault(writer, 0, sequence, kind, elsewhere));
    assertThat(result.batches()).isEqualTo(sequence);
  }

  private void replace(long sequence, Document content) {
    Document moved = new Document(content);
    moved.put("_id", id(sequence));
    stored.replaceOne(key(sequence), moved);
  }

  private Document at(long sequence) {
    return Objects.requireNonNull(stored.find(key(sequence)).first());
  }

  private Bson key(long sequence) {
    return Filters.eq(id(sequence));
  }

  private Binary id(long sequence) {
    return new Binary(BatchDocument.key(writer, 0, sequence));
  }
}
