package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import lantian.obd.Mongod;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * Three members, replication frozen on the secondaries, then the primary killed. A plain kill would
 * not tell {@code w:1} from {@code w:majority}: only what was never replicated is lost.
 */
class FrozenReplicationIT {
  private static final long AT = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();
  private static final int BEFORE = 40;
  private static final int FROZEN = 30;

  @Test
  void majorityAcknowledgesNothingWhileFrozenAndLosesNothing() {
    Outcome outcome = freezeThenKill(LogWriter.DURABLE);
    assertThat(outcome.acknowledgedWhileFrozen).isZero();
    assertThat(outcome.acknowledged).isEqualTo(BEFORE + FROZEN + 1);
    // The frame sent twice stands twice in the log; each acknowledged one is there, in order.
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < BEFORE + FROZEN; i++) {
      expected.add(i);
    }
    expected.add(BEFORE);
    assertThat(outcome.stored).isEqualTo(expected);
  }

  @Test
  void aWeakerConcernWouldLoseWhatItAcknowledged() {
    Outcome outcome = freezeThenKill(WriteConcern.W1);
    assertThat(outcome.acknowledgedWhileFrozen).isEqualTo(FROZEN + 1);
    assertThat(outcome.stored).doesNotContain(BEFORE, BEFORE + FROZEN - 1);
  }

  private record Outcome(int acknowledgedWhileFrozen, int acknowledged, List<Integer> stored) {}

  private static Outcome freezeThenKill(WriteConcern concern) {
    try (MongoSet set = MongoSet.start(3)) {
      MongoDatabase database = set.freshDatabase();
      List<Throwable> ends = new ArrayList<>();
      LogWriter writer =
          LogWriter.open(
              set.client(),
              database.getName(),
              TestLog.QUICK,
              batch -> {},
              new SimpleMeterRegistry(),
              ends::add,
              concern);
      Heard heard = new Heard();
      Feed feed = writer.feed(0, SampleFrames.connection(1), Runnable::run, heard);
      TestLog.append(feed, AT, 0, BEFORE);
      TestLog.await(() -> heard.stored.get() == BEFORE);

      Mongod primary = set.primary();
      awaitReplicated(set, database);
      List<FailPoint> frozen = new ArrayList<>();
      for (Mongod member : set.members()) {
        if (member != primary) {
          frozen.add(set.failPoint(member, "rsSyncApplyStop", "'alwaysOn'", "{}"));
          frozen.add(set.failPoint(member, "stopReplProducer", "'alwaysOn'", "{}"));
        }
      }
      TestLog.append(feed, AT, BEFORE, BEFORE + FROZEN);
      TestLog.append(feed, AT, BEFORE, BEFORE + 1);
      LockSupport.parkNanos(
          TimeUnit.SECONDS.toNanos(2)); // whatever would be acknowledged has time to be
      int whileFrozen = heard.stored.get() - BEFORE;

      primary.kill();
      frozen.forEach(FailPoint::close);
      set.awaitWritable();
      TestLog.await(() -> heard.stored.get() == BEFORE + FROZEN + 1);
      List<Integer> stored = stored(database, writer.number());
      writer.close();
      return new Outcome(whileFrozen, heard.stored.get(), stored);
    }
  }

  /**
   * Waits until the secondaries hold what was written so far, so that the freeze cuts at a known
   * place.
   */
  private static void awaitReplicated(MongoSet set, MongoDatabase database) {
    set.client()
        .getDatabase(database.getName())
        .getCollection("marker")
        .withWriteConcern(new WriteConcern(3).withWTimeout(20, TimeUnit.SECONDS))
        .insertOne(new Document());
  }

  private static List<Integer> stored(MongoDatabase database, int writer) {
    List<Integer> numbers = new ArrayList<>();
    // Without the lane's order check: the weaker concern leaves a hole in the sequence.
    new LogReader(database)
        .scan(
            Instant.ofEpochMilli(AT).minus(Duration.ofDays(1)),
            Instant.ofEpochMilli(AT).plus(Duration.ofDays(1)),
            entry -> {
              if (entry.position().writer() == writer) {
                numbers.add(
                    ByteBuffer.wrap(entry.frame().bytes(), entry.frame().unitOffset(), 4).getInt());
              }
            });
    return numbers;
  }
}
