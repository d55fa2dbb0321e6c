package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lantian.obd.FailPoint;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

class LogWriterIT {
  private static final long AT = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();

  @Test
  void storesEveryFrameOnceInOrderAndThenSaysSo() throws InterruptedException {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Heard first = new Heard();
      Heard second = new Heard();
      TestLog.append(log.feed(0, first), AT, 0, 200);
      TestLog.append(log.feed(1, second), AT, 200, 300);
      assertThat(log.writer.drain(Duration.ofSeconds(20))).isTrue();

      assertThat(first.stored).hasValue(200);
      assertThat(second.stored).hasValue(100);
      assertThat(numbers(log, 0)).isEqualTo(range(0, 200));
      assertThat(numbers(log, 1)).isEqualTo(range(200, 300));
      assertThat(log.handedOn.stream().mapToInt(b -> b.entries().size()).sum()).isEqualTo(300);
      assertThat(log.writer.balance()).isEqualTo(new LogBalance(300, 300, 0));
      for (LaneHead head : log.writer.heads()) {
        ChainResult result = log.check(head.lane(), head);
        assertThat(result.fault()).isNull();
        assertThat(result.batches()).isEqualTo(head.sequence() + 1);
        assertThat(result.head().hash()).isEqualTo(head.hash());
      }
    }
  }

  @Test
  void saysNothingWhileTheWriteIsBlocked() {
    MongoSet set = MongoSet.shared();
    try (TestLog log = new TestLog(set, TestLog.QUICK)) {
      Heard heard = new Heard();
      try (FailPoint _ =
          set.failPoint(
              "failCommand",
              "'alwaysOn'",
              "{failCommands: ['insert'], errorCode: 8, blockConnection: true,"
                  + " blockTimeMS: 50}")) {
        TestLog.append(log.feed(0, heard), AT, 0, 3);
        pause(Duration.ofMillis(800));
        assertThat(heard.stored).hasValue(0);
        assertThat(log.writer.balance().logged()).isZero();
        assertThat(log.writer.balance().even()).isTrue();
      }
      TestLog.await(() -> heard.stored.get() == 3);
      assertThat(numbers(log, 0)).isEqualTo(range(0, 3));
    }
  }

  @Test
  void triesAgainAfterNetworkErrorsInARow() {
    MongoSet set = MongoSet.shared();
    try (TestLog log = new TestLog(set, TestLog.QUICK)) {
      Heard heard = new Heard();
      try (FailPoint _ =
          set.failPoint(
              "failCommand", "{times: 4}", "{failCommands: ['insert'], closeConnection: true}")) {
        TestLog.append(log.feed(0, heard), AT, 0, 5);
        TestLog.await(() -> heard.stored.get() == 5);
      }
      assertThat(numbers(log, 0)).isEqualTo(range(0, 5));
      assertThat(log.check(0).fault()).isNull();
    }
  }

  @Test
  void findsItsOwnDocumentWhenTheFirstTryWasStoredAfterAll() {
    MongoSet set = MongoSet.shared();
    try (TestLog log = new TestLog(set, TestLog.QUICK)) {
      Heard heard = new Heard();
      try (FailPoint _ =
          set.failPoint(
              "failCommand",
              "{times: 1}",
              "{failCommands: ['insert'], writeConcernError: {code: 64, errmsg: 'told to'}}")) {
        TestLog.append(log.feed(0, heard), AT, 0, 1);
        TestLog.await(() -> heard.stored.get() == 1);
      }
      assertThat(numbers(log, 0)).isEqualTo(range(0, 1));
    }
  }

  @Test
  void endsWhenAnotherDocumentStandsUnderItsKey() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Heard heard = new Heard();
      Feed feed = log.feed(0, heard);
      TestLog.append(feed, AT, 0, 1);
      TestLog.await(() -> heard.stored.get() == 1);
      Document taken =
          new Document("_id", new Binary(BatchDocument.key(log.writer.number(), 0, 1)))
              .append("hash", new Binary(new byte[32]));
      log.database.getCollection("obd_log_202611").insertOne(taken);

      TestLog.append(feed, AT, 1, 2);
      TestLog.await(() -> !log.ends.isEmpty());
      assertThat(heard.stored).hasValue(1);
      assertThat(log.writer.ready()).isFalse();
    }
  }

  @Test
  void aFullLaneTakesNothingAndTellsWhenThereIsRoom() {
    MongoSet set = MongoSet.shared();
    try (TestLog log = new TestLog(set, TestLog.QUICK)) {
      Heard heard = new Heard();
      Feed feed = log.feed(0, heard);
      int taken = 0;
      int rooms;
      try (FailPoint _ =
          set.failPoint("failCommand", "'alwaysOn'", "{failCommands: ['insert'], errorCode: 8}")) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
          byte[] frame = SampleFrames.frame(taken);
          if (feed.append(AT, 0, frame, 0, frame.length)) {
            taken++;
            feed.flush();
          }
        }
        assertThat(taken).isBetween(65, 128);
        assertThat(log.writer.balance()).isEqualTo(new LogBalance(taken, 0, taken));
        // Room is told once for the batch that the lane took to write, if it was full by then.
        rooms = heard.rooms.get();
        assertThat(rooms).isLessThanOrEqualTo(1);
      }
      TestLog.await(() -> heard.rooms.get() == rooms + 1);
      int all = taken;
      TestLog.await(() -> heard.stored.get() == all);
      assertThat(numbers(log, 0)).isEqualTo(range(0, all));
    }
  }

  @Test
  void goesOnInTheNextMonthAndIsReadAcrossTheBorder() {
    long border = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Heard heard = new Heard();
      Feed feed = log.feed(0, heard);
      TestLog.append(feed, border - 1, 0, 1);
      TestLog.await(() -> heard.stored.get() == 1);
      TestLog.append(feed, border, 1, 2);
      TestLog.await(() -> heard.stored.get() == 2);
      // A clock set back must not send a later batch to an earlier month.
      TestLog.append(feed, border - 5, 2, 3);
      TestLog.await(() -> heard.stored.get() == 3);

      assertThat(LogMonths.stored(log.database))
          .containsExactly("obd_log_202611", "obd_log_202612");
      assertThat(numbers(log, 0)).isEqualTo(range(0, 3));
      assertThat(log.reader().lane(log.writer.number(), 0, 1, 1)).hasSize(1);
      assertThat(log.check(0).fault()).isNull();
      LogPosition second = new LogPosition(log.writer.number(), 0, 1, 0);
      LogPosition none = new LogPosition(log.writer.number(), 0, 1, 1);
      Map<LogPosition, LogEntry> found = log.reader().frames(List.of(second, none));
      assertThat(found.keySet()).containsExactly(second);
      assertThat(found.values())
          .as("keeping a frame does not keep its batch")
          .allMatch(entry -> entry.frame().bytes().length == entry.frame().length());

      List<Integer> seen = new ArrayList<>();
      Instant december = Instant.ofEpochMilli(border);
      log.reader().scan(december, december.plusSeconds(1), e -> seen.add(number(e)));
      assertThat(seen).containsExactly(1, 2);
    }
  }

  @Test
  void endsWithoutAWordWhenItsRowWasClosed() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      log.database
          .getCollection("obd_writers")
          .updateOne(Filters.eq("_id", log.writer.number()), Updates.currentDate("closed"));
      TestLog.await(() -> !log.ends.isEmpty());

      Heard heard = new Heard();
      byte[] frame = SampleFrames.frame(1);
      assertThat(log.feed(0, heard).append(AT, 0, frame, 0, frame.length)).isFalse();
      assertThat(log.writer.ready()).isFalse();
    }
  }

  @Test
  void everyWriterGetsANumberOfItsOwnAndClosesItsRow() {
    MongoSet set = MongoSet.shared();
    var database = set.freshDatabase();
    try (TestLog one = new TestLog(set.client(), database, TestLog.QUICK);
        TestLog two = new TestLog(set.client(), database, TestLog.QUICK)) {
      assertThat(two.writer.number()).isEqualTo(one.writer.number() + 1);
      assertThat(one.writer.ready()).isTrue();
    }
    assertThat(database.getCollection("obd_writers").find())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.getDate("closed")).isNotNull());
  }

  @Test
  void anIdleDatabaseThatStopsMakesItUnreadyAndItGoesOnAfterwards() {
    LogSettings shortLease =
        new LogSettings(
            1,
            64,
            64 << 10,
            Duration.ofMillis(400),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(600),
            Duration.ofMillis(100));
    try (MongoSet set = MongoSet.start(1);
        TestLog log = new TestLog(set, shortLease)) {
      Heard heard = new Heard();
      Feed feed = log.feed(0, heard);
      TestLog.append(feed, AT, 0, 1);
      TestLog.await(() -> heard.stored.get() == 1);
      set.pause();
      TestLog.append(feed, AT, 1, 3);
      TestLog.await(() -> !log.writer.ready());
      pause(Duration.ofMillis(1200));
      assertThat(heard.stored).hasValue(1);

      set.resume();
      TestLog.await(() -> heard.stored.get() == 3);
      TestLog.await(log.writer::ready);
      assertThat(numbers(log, 0)).isEqualTo(range(0, 3));
      assertThat(log.ends).isEmpty();
    }
  }

  /** Time is what is tested here: that nothing happens while it passes. */
  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static List<Integer> numbers(TestLog log, int lane) {
    return log.reader().lane(log.writer.number(), lane, 0, 10_000).stream()
        .flatMap(batch -> batch.entries().stream())
        .map(LogWriterIT::number)
        .toList();
  }

  private static int number(LogEntry entry) {
    return ByteBuffer.wrap(entry.frame().bytes()).getInt(entry.frame().unitOffset());
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
