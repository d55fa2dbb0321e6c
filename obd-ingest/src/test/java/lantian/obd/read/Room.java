package lantian.obd.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lantian.obd.MongoSet;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import lantian.obd.log.LogSettings;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
import lantian.obd.store.LogTail;
import lantian.obd.store.Projecting;
import lantian.obd.store.ProjectorSettings;
import lantian.obd.store.Store;

/** A log and a projector on a fresh database, fed without sockets; chunks stay open for long. */
final class Room implements AutoCloseable {
  private static final ProjectorSettings SETTINGS =
      new ProjectorSettings(
          1,
          4,
          1_000,
          Duration.ofSeconds(2),
          64L << 20,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofMillis(100),
          1_000,
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofMillis(150),
          Duration.ZERO,
          30,
          1,
          Duration.ofMillis(20),
          200,
          true);

  final MongoDatabase database = MongoSet.shared().freshDatabase();
  final FakeRegister register = new FakeRegister();
  final Store store = new Store(database);
  final Projecting projecting;
  private final LogWriter log;
  private final AtomicInteger stored = new AtomicInteger();
  private final List<String> sent = new ArrayList<>();

  Room() {
    projecting =
        Projecting.start(
            store,
            register,
            RuleSource.of(RuleSets.builtIn()),
            Opener.NONE,
            PlatformCommands.DEFAULT,
            SETTINGS,
            InstantSource.system(),
            new SimpleMeterRegistry());
    log =
        LogWriter.open(
            MongoSet.shared().client(),
            database.getName(),
            LogSettings.defaults(),
            projecting,
            new SimpleMeterRegistry(),
            failure -> {});
    await(projecting::caughtUp);
  }

  /** Logs a frame as received over a connection with this ICCID. */
  void receive(long millis, String iccid, int mark, Frame frame) {
    Connection connection =
        new Connection(sent.size(), 0, Profile.HJ1239, false, "192.0.2.1", iccid);
    Feed.Hearing hearing =
        new Feed.Hearing() {
          @Override
          public void stored(int frames, long oldestNanos) {
            stored.addAndGet(frames);
          }

          @Override
          public void room() {}
        };
    Feed feed = log.feed(sent.size() % log.lanes(), connection, Runnable::run, hearing);
    await(() -> feed.append(millis, mark, frame.bytes(), frame.offset(), frame.length()));
    feed.flush();
    sent.add(HexFormat.of().formatHex(frame.copy()));
  }

  /** Frames handed over so far, as hex. */
  List<String> sent() {
    return sent;
  }

  /** Waits until everything is in the log and looked at by the projector. */
  void looked() {
    await(() -> stored.get() == sent.size());
    await(() -> projecting.backlog() == 0);
  }

  /** Waits until everything is in the database and judged. */
  void settle() throws InterruptedException {
    looked();
    await(() -> drained() && store.collection(Store.Name.PENDING).countDocuments() == 0);
  }

  private boolean drained() {
    try {
      return projecting.drain(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads as the process that projects. */
  ObdRead live() {
    return new ObdRead(database, register, projecting, InstantSource.system());
  }

  /** Reads as another process. */
  ObdRead aside() {
    LogTail tail = new LogTail(store, register, Opener.NONE, PlatformCommands.DEFAULT, true);
    return new ObdRead(database, register, tail, InstantSource.system());
  }

  /** Reads only what is in the collections. */
  ObdRead stored() {
    return new ObdRead(database, register, OpenChunks.NONE, InstantSource.system());
  }

  static List<JsonNode> lines(ObdRead read, Export what, ExportFilter filter) {
    List<JsonNode> lines = new ArrayList<>();
    read.export(
        what,
        filter,
        line -> {
          try {
            lines.add(new ObjectMapper().readTree(line));
          } catch (JsonProcessingException e) {
            throw new AssertionError(e);
          }
        });
    return lines;
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited a minute in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() {
    log.close();
    projecting.close();
    database.drop();
  }
}
