package lantian.obd.log;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lantian.obd.MongoSet;

/** A writer on a fresh database, with what it handed on and how it ended. */
final class TestLog implements AutoCloseable {
  static final LogSettings QUICK =
      new LogSettings(
          2,
          64,
          64 << 10,
          Duration.ofSeconds(5),
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofMillis(200));

  final MongoDatabase database;
  final LogWriter writer;
  final List<LogBatch> handedOn = new CopyOnWriteArrayList<>();
  final List<Throwable> ends = new CopyOnWriteArrayList<>();

  TestLog(MongoSet set, LogSettings settings) {
    this(set.client(), set.freshDatabase(), settings);
  }

  TestLog(MongoClient client, MongoDatabase database, LogSettings settings) {
    this.database = database;
    this.writer =
        LogWriter.open(
            client,
            database.getName(),
            settings,
            handedOn::add,
            new SimpleMeterRegistry(),
            ends::add);
  }

  LogReader reader() {
    return new LogReader(database);
  }

  ChainResult check(int lane, LaneHead... pins) {
    return new ChainCheck(reader()).check(writer.number(), lane, List.of(pins));
  }

  Feed feed(int lane, Heard heard) {
    return writer.feed(lane, SampleFrames.connection(lane), Runnable::run, heard);
  }

  /** Appends frames with these numbers, waiting for room, and flushes after each. */
  static void append(Feed feed, long at, int from, int to) {
    for (int number = from; number < to; number++) {
      byte[] frame = SampleFrames.frame(number);
      await(() -> feed.append(at, 0, frame, 0, frame.length));
      feed.flush();
    }
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 30 s in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
