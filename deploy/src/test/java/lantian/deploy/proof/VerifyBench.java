package lantian.deploy.proof;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lantian.deploy.Launcher;
import lantian.deploy.StoredFrames;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.server.Ledgers;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditEntry;
import lantian.desk.audit.AuditTrail;
import lantian.desk.audit.Outcome;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import lantian.obd.log.LogSettings;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.Profile;

/**
 * How many records a second are verified: a log of frames of 350 bytes in batches as under load,
 * and an audit trail. Run by hand: {@code VerifyBench [frames] [audit records]}.
 */
final class VerifyBench {
  private VerifyBench() {}

  @SuppressWarnings("SystemOut") // its result
  public static void main(String[] arguments) throws Exception {
    int frames = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int audits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
    Path folder = Files.createTempDirectory("verify-bench");
    try (Database running =
            Database.own(
                folder,
                MongoSettings.defaults(),
                () -> MongodBinary.find(Launcher.root(), line -> {}));
        MongoClient client = MongoClients.create(running.uri() + "&w=majority&journal=true")) {
      MongoDatabase database = client.getDatabase("bench");
      log(client, database, frames);
      audit(database, audits);
      for (int round = 0; round < 4; round++) {
        long before = cpu();
        Proof proof =
            Proof.of(
                Ledgers.of(database, null),
                folder.resolve("pins"),
                new RootKeys(List.of()),
                List.of(),
                records -> {});
        double seconds = proof.took().toNanos() / 1e9;
        System.out.printf(
            "%,d records in %.2f s, %,.0f a second; %.2f s of processor; %s%n",
            proof.looked(),
            seconds,
            proof.looked() / seconds,
            (cpu() - before) / 1e9,
            proof.flaws());
      }
    }
  }

  /** Processor time of this thread, which does all of it but what the database does. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void log(MongoClient client, MongoDatabase database, int frames) {
    SplittableRandom random = new SplittableRandom(1);
    AtomicLong stored = new AtomicLong();
    Feed.Hearing hearing = new StoredFrames(stored);
    try (LogWriter writer =
        LogWriter.open(
            client,
            database.getName(),
            LogSettings.defaults(),
            batch -> {},
            new SimpleMeterRegistry(),
            thrown -> {})) {
      Feed[] feeds = new Feed[writer.lanes()];
      for (int lane = 0; lane < feeds.length; lane++) {
        Connection connection = new Connection(lane, 0, Profile.HJ1239, false, "192.0.2.1", "");
        feeds[lane] = writer.feed(lane, connection, Runnable::run, hearing);
      }
      long at = System.currentTimeMillis();
      for (int i = 0; i < frames; i++) {
        byte[] frame = frame(i, random);
        Feed feed = feeds[i % feeds.length];
        while (!feed.append(at, 0, frame, 0, frame.length)) {
          LockSupport.parkNanos(50_000);
        }
        feed.flush();
      }
      while (stored.get() < frames) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static byte[] frame(int number, SplittableRandom random) {
    int unit = 325;
    byte[] frame = new byte[25 + unit];
    random.nextBytes(frame);
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = 0x02;
    for (int i = 3; i < 20; i++) {
      frame[i] = (byte) ('A' + (number + i) % 26);
    }
    frame[21] = 1;
    frame[22] = (byte) (unit >> 8);
    frame[23] = (byte) unit;
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return frame;
  }

  private static void audit(MongoDatabase database, int records) throws InterruptedException {
    try (AuditTrail trail = AuditTrail.open(database, InstantSource.system());
        var threads = Executors.newFixedThreadPool(200)) {
      for (int i = 0; i < records; i++) {
        AuditEntry entry =
            new AuditEntry(Actor.commandLine("bench"), Act.EXPORTED, "o" + i, Outcome.DONE, null);
        threads.execute(() -> trail.record(entry));
      }
      threads.shutdown();
      threads.awaitTermination(10, TimeUnit.MINUTES);
    }
  }
}
