package lantian.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import lantian.deploy.Launcher;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that adds up, and each way in which it may not. */
@SuppressWarnings("NullAway.Init") // set before the tests
class BalanceChecksIT {
  @TempDir static Path folder;

  private static Database running;
  private static MongoClient client;
  private MongoDatabase stored;

  @BeforeAll
  static void startTheDatabase() {
    running =
        Database.own(
            folder, MongoSettings.defaults(), () -> MongodBinary.find(Launcher.root(), line -> {}));
    client = MongoClients.create(running.uri() + "&w=majority&journal=true");
  }

  @AfterAll
  static void stopTheDatabase() {
    client.close();
    running.close();
  }

  /** Writer 1 with two lanes: 3 + 5 frames behind each other over a month's end, and 2 waiting. */
  @BeforeEach
  void aLogThatAddsUp() {
    stored = client.getDatabase("balance");
    stored.drop();
    stored.getCollection("obd_writers").insertOne(new Document("_id", 1).append("lanes", 2));
    batch("obd_log_202610", 0, 0, 3);
    batch("obd_log_202611", 0, 1, 5);
    batch("obd_log_202611", 0, 2, 2);
    mark(1, 0, 2, 6);
  }

  private void batch(String month, int lane, long sequence, int frames) {
    stored
        .getCollection(month)
        .insertOne(new Document("_id", at(lane, sequence)).append("n", frames));
  }

  private static Binary at(int lane, long sequence) {
    return new Binary(ByteBuffer.allocate(13).putInt(1).put((byte) lane).putLong(sequence).array());
  }

  /** Everything projected but one duplicate and one in quarantine. */
  private void mark(int writer, int lane, long next, long projected) {
    byte[] key = ByteBuffer.allocate(5).putInt(writer).put((byte) lane).array();
    stored
        .getCollection("obd_progress")
        .insertOne(
            new Document("_id", new Binary(key))
                .append("next", next)
                .append("projected", projected)
                .append("duplicate", 1L)
                .append("quarantined", 1L));
  }

  private Verdict balance(boolean deep) {
    return new BalanceChecks(stored, deep).run().getFirst();
  }

  private void unbalanced(boolean deep, String why) {
    Verdict verdict = balance(deep);
    assertThat(verdict.state()).as(verdict.says()).isEqualTo(Verdict.State.WRONG);
    assertThat(verdict.says()).startsWith("unbalanced: ").contains(why);
  }

  @Test
  void whatAddsUpIsToldInFigures() {
    Verdict quick = balance(false);
    assertThat(quick.state()).isEqualTo(Verdict.State.OK);
    assertThat(quick.says())
        .startsWith("2 lanes, frames: 6 projected, 1 duplicate, 1 quarantined; 1 batches behind");
    Verdict deep = balance(true);
    assertThat(deep.state()).as(deep.says()).isEqualTo(Verdict.State.OK);
    assertThat(deep.says()).contains("10 logged", "6 projected", "2 behind");
  }

  @Test
  void aFrameTooFewOrTooManyIsSeenInDepthOnly() {
    batch("obd_log_202611", 1, 0, 4);
    mark(1, 1, 1, 1);
    assertThat(balance(false).state()).isEqualTo(Verdict.State.OK);
    unbalanced(true, "lane 1/1: 4 frames logged before the watermark, 3 = 1 projected");
  }

  @Test
  void aWatermarkBeyondTheLogIsSeenAtOnce() {
    stored.getCollection("obd_log_202611").drop();
    unbalanced(false, "lane 1/0 is projected up to batch 2 and the log ends before 1");
    unbalanced(true, "the log ends before 1");
  }

  @Test
  void aMissingBatchIsNamed() {
    batch("obd_log_202611", 0, 4, 1);
    unbalanced(true, "lane 1/0 has no batch 3 although it has 4");
  }

  @Test
  void aWatermarkWithoutAWriterIsSeenAtOnce() {
    mark(7, 0, 1, 1);
    unbalanced(false, "lane 7/0 has a watermark and no writer");
  }

  @Test
  void ofAnArchivedLogNothingIsClaimed() {
    stored.getCollection("obd_log_202610").drop();
    Verdict deep = balance(true);
    assertThat(deep.state()).isEqualTo(Verdict.State.ADVICE);
    assertThat(deep.says()).contains("archived");
  }

  @Test
  void aLaneThatIsArchivedWholeIsNotBehind() {
    stored.getCollection("obd_log_202610").drop();
    stored.getCollection("obd_log_202611").drop();
    unbalanced(false, "the log ends before 0");
    String hash = "00".repeat(32);
    Instant at = Instant.parse("2026-11-01T00:00:00Z");
    LaneSpan span = new LaneSpan(1, 0, 0, 1, 8, hash, hash, at, at);
    new Tombstones(stored)
        .store(new Tombstone(YearMonth.of(2026, 11), hash, List.of(span), "test", at, ""));
    assertThat(balance(false).state()).isEqualTo(Verdict.State.OK);
    assertThat(balance(true).state()).isEqualTo(Verdict.State.ADVICE);
  }

  @Test
  void nothingIsSaidBeforeAnythingWasReceived() {
    stored.drop();
    assertThat(new BalanceChecks(stored, true).run()).isEmpty();
  }
}
