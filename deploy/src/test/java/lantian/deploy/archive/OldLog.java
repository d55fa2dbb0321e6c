package lantian.deploy.archive;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lantian.deploy.StoredFrames;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import lantian.obd.log.LogSettings;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.Profile;
import org.bson.Document;
import org.bson.types.Binary;

/** A log of two lanes over the months 2025-09, 2025-10 and 2025-11, all of it projected. */
final class OldLog {
  static final int BATCHES = 5;
  private static final String[] MONTHS = {"2025-09", "2025-10", "2025-11"};

  private OldLog() {}

  /** Writes it; answers the number of its writer. */
  static int write(MongoClient client, MongoDatabase database) {
    AtomicLong stored = new AtomicLong();
    Feed.Hearing hearing = new StoredFrames(stored);
    int number;
    try (LogWriter writer =
        LogWriter.open(
            client,
            database.getName(),
            LogSettings.defaults(),
            batch -> {},
            new SimpleMeterRegistry(),
            thrown -> {})) {
      number = writer.number();
      for (int lane = 0; lane < 2; lane++) {
        Connection connection = new Connection(lane, 0, Profile.HJ1239, false, "192.0.2.1", "");
        Feed feed = writer.feed(lane, connection, Runnable::run, hearing);
        for (int i = 0; i < BATCHES * MONTHS.length; i++) {
          long at = Instant.parse(MONTHS[i / BATCHES] + "-11T08:00:00Z").toEpochMilli() + i;
          long before = stored.get();
          byte[] frame = frame(lane * 100 + i);
          append(feed, at, frame);
          await(stored, before + 1);
        }
      }
    }
    for (int lane = 0; lane < 2; lane++) {
      mark(database, number, lane, (long) BATCHES * MONTHS.length);
    }
    return number;
  }

  private static void append(Feed feed, long at, byte[] frame) {
    if (!feed.append(at, 0, frame, 0, frame.length)) {
      throw new AssertionError("an empty lane has room");
    }
    feed.flush();
  }

  private static void await(AtomicLong stored, long count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (stored.get() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 30 s in vain");
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** Everything before this batch is in chunks and judged. */
  static void mark(MongoDatabase database, int writer, int lane, long next) {
    Binary key = new Binary(ByteBuffer.allocate(5).putInt(writer).put((byte) lane).array());
    database.getCollection("obd_progress").deleteOne(new Document("_id", key));
    database
        .getCollection("obd_progress")
        .insertOne(
            new Document("_id", key)
                .append("next", next)
                .append("projected", next)
                .append("duplicate", 0L)
                .append("quarantined", 0L)
                .append("done", true));
  }

  static byte[] frame(int number) {
    byte[] frame = new byte[60];
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = 0x02;
    for (int i = 3; i < 20; i++) {
      frame[i] = (byte) ('A' + (number + i) % 26);
    }
    frame[21] = 1;
    frame[23] = 35;
    frame[24] = (byte) number;
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return frame;
  }
}
