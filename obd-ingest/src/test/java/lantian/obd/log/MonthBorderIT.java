package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.Test;

/** A lane that goes on while it is read over the border of a month is read without a gap. */
class MonthBorderIT {
  private static final long BORDER = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

  private final Heard heard = new Heard();
  private final AtomicBoolean due = new AtomicBoolean();

  @Test
  void whatIsWrittenOnBothSidesWhileItIsReadIsReadInOrder() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Feed feed = log.feed(0, heard);
      write(feed, BORDER - 3, 0);
      write(feed, BORDER, 1); // makes the second collection
      // A later lane, whose border still lies ahead.
      Feed other = log.feed(1, heard);
      write(other, BORDER - 3, 0);
      try (MongoClient client =
          client(() -> {
            write(other, BORDER - 2, 1);
            write(other, BORDER, 2);
          })) {
        LogReader reader = new LogReader(client.getDatabase(log.database.getName()));
        due.set(true);
        assertThat(sequences(reader.lane(log.writer.number(), 1, 0, 8)))
            .containsExactly(0L, 1L, 2L);
        assertThat(due).isFalse();
        assertThat(sequences(reader.lane(log.writer.number(), 1, 1, 1))).containsExactly(1L);
        assertThat(sequences(reader.lane(log.writer.number(), 1, 2, 8))).containsExactly(2L);
        assertThat(reader.lane(log.writer.number(), 1, 3, 8)).isEmpty();
      }
    }
  }

  @Test
  void theLimitHoldsOverTheBorder() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Feed feed = log.feed(0, heard);
      for (int number = 0; number < 6; number++) {
        write(feed, BORDER - 3 + number, number);
      }
      LogReader reader = log.reader();
      for (int from = 0; from < 6; from++) {
        List<LogBatch> some = reader.lane(log.writer.number(), 0, from, 2);
        assertThat(some).hasSize(Math.min(2, 6 - from));
        assertThat(some.getFirst().sequence()).isEqualTo(from);
      }
    }
  }

  @Test
  void aMonthThatWasTakenAwayIsPassedOver() {
    try (TestLog log = new TestLog(MongoSet.shared(), TestLog.QUICK)) {
      Feed feed = log.feed(0, heard);
      write(feed, BORDER - 3, 0);
      write(feed, BORDER, 1);
      log.database.getCollection("obd_log_202611").drop();
      assertThat(sequences(log.reader().lane(log.writer.number(), 0, 0, 8))).containsExactly(1L);
    }
  }

  private void write(Feed feed, long at, int number) {
    int before = heard.stored.get();
    TestLog.append(feed, at, number, number + 1);
    TestLog.await(() -> heard.stored.get() == before + 1);
  }

  private static List<Long> sequences(List<LogBatch> batches) {
    return batches.stream().map(LogBatch::sequence).toList();
  }

  /** A client that does something right after it has read a collection of the log for once. */
  private MongoClient client(Runnable meanwhile) {
    CommandListener listener =
        new CommandListener() {
          @Override
          public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getCommandName().equals("find") && due.getAndSet(false)) {
              meanwhile.run();
            }
          }
        };
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(MongoSet.shared().uri()))
            .addCommandListener(listener)
            .build());
  }
}
