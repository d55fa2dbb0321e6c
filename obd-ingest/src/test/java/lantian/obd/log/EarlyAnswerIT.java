package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.MongoSet;
import lantian.obd.Mongod;
import org.junit.jupiter.api.Test;

/**
 * The database hangs, then it and the server are killed. Whoever answers when a frame is taken, not
 * when it is stored, loses what he acknowledged.
 */
class EarlyAnswerIT {
  private static final long AT = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();
  private static final int BEFORE = 40;
  private static final int HUNG = 30;

  /** Who answers. */
  private interface Way {
    Feed feed(LogWriter writer, Heard heard);
  }

  @Test
  void whatIsAnsweredWhenItIsStoredIsThereAfterwards() {
    Outcome outcome = hangThenKill(EarlyAnswerIT::honest);
    assertThat(outcome.acknowledged).isEqualTo(BEFORE);
    assertThat(outcome.stored).isEqualTo(BEFORE);
  }

  @Test
  void whatIsAnsweredBeforeTheWriteIsLost() {
    Outcome outcome =
        hangThenKill((writer, heard) -> {
          Early early = new Early(honest(writer, new Heard()), heard);
          return new Feed(early, SampleFrames.connection(1), Runnable::run, heard);
        });
    assertThat(outcome.acknowledged).isEqualTo(BEFORE + HUNG);
    assertThat(outcome.stored).isEqualTo(BEFORE);
  }

  private static Feed honest(LogWriter writer, Heard heard) {
    return writer.feed(0, SampleFrames.connection(1), Runnable::run, heard);
  }

  private record Outcome(int acknowledged, int stored) {}

  private static Outcome hangThenKill(Way way) {
    try (MongoSet set = MongoSet.start(1)) {
      var database = set.freshDatabase();
      LogWriter writer =
          LogWriter.open(
              set.client(),
              database.getName(),
              TestLog.QUICK,
              batch -> {},
              new SimpleMeterRegistry(),
              end -> {});
      Heard heard = new Heard();
      Feed feed = way.feed(writer, heard);
      TestLog.append(feed, AT, 0, BEFORE);
      TestLog.await(() -> heard.stored.get() == BEFORE && writer.balance().logged() == BEFORE);
      Mongod mongod = set.primary();
      mongod.pause();
      TestLog.append(feed, AT, BEFORE, BEFORE + HUNG);
      // Whatever would be acknowledged has time to be.
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      mongod.kill();
      writer.close();
      mongod.restart();
      set.awaitWritable();
      List<LogEntry> stored = new ArrayList<>();
      new LogReader(database)
          .lane(writer.number(), 0, 0, 1_000)
          .forEach(batch -> stored.addAll(batch.entries()));
      return new Outcome(heard.stored.get(), stored.size());
    }
  }

  /** The saboteur: says that a frame is stored when the lane has taken it. */
  private record Early(Feed lane, Heard heard) implements Intake {
    @Override
    public boolean append(Feed feed, long millis, int mark, byte[] bytes, int at, int length) {
      boolean taken = lane.append(millis, mark, bytes, at, length);
      if (taken) {
        heard.stored(1, System.nanoTime());
      }
      return taken;
    }

    @Override
    public void identify(Feed feed, byte[] row) {
      feed.row = row;
      feed.rowIsNew = true;
    }

    @Override
    public void wake() {
      lane.flush();
    }
  }
}
