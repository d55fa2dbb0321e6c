package lantian.obd.store;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import lantian.obd.MongoSet;
import lantian.obd.log.LogBatch;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.Seeded;
import lantian.proto.Vin;
import org.bson.Document;

/** A projector on a fresh database, fed without sockets, that can be killed and started again. */
final class Rig implements AutoCloseable {
  /** Everything happens soon. */
  static final ProjectorSettings QUICK =
      new ProjectorSettings(
          2,
          4,
          1_000,
          Duration.ofMillis(400),
          64L << 20,
          Duration.ofMillis(400),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          1_000,
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofMillis(150),
          Duration.ZERO,
          30,
          2,
          Duration.ofMillis(20),
          200,
          true);

  static final RuleSets RULES = Seeded.wholeSets();

  final MemoryLog log = new MemoryLog();
  final FakeRegister register = new FakeRegister();
  final MongoDatabase database = MongoSet.shared().freshDatabase();
  final Store store = new Store(database);
  ProjectorSettings settings = QUICK;
  Opener opener = Opener.NONE;
  CrashPoint crash = CrashPoint.NONE;
  UnaryOperator<Projector.Parts> sabotage = UnaryOperator.identity();
  private long fence;
  private Projector projector;
  private final List<Projector> usurped = new ArrayList<>();
  private final List<Projector> deposed = new ArrayList<>();

  Rig() {
    store.create();
    projector = started();
  }

  Projector projector() {
    return projector;
  }

  /** Starts the next term; whatever the one before had in memory only is gone. */
  void restart() {
    projector = started();
  }

  /**
   * Starts the next term beside the present one, which goes on and is handed everything too.
   *
   * @return the one before
   */
  Projector takeOver() {
    Projector before = projector;
    projector = started();
    usurped.add(before);
    return before;
  }

  /** Starts the next term beside the present one, which is handed nothing any more. */
  Projector takeOverUnheard() {
    Projector before = projector;
    projector = started();
    deposed.add(before);
    return before;
  }

  private Projector started() {
    Projector.Parts parts =
        new Projector.Parts(
            store,
            log,
            register,
            RULES,
            opener,
            PlatformCommands.DEFAULT,
            settings,
            InstantSource.system(),
            crash);
    Projector next = new Projector(sabotage.apply(parts), ++fence);
    next.start();
    return next;
  }

  /** Ends the projector as a kill would: at once, with nothing written any more. */
  void kill() {
    projector.term().end(null);
    try {
      projector.term().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Logs frames and hands them over, as a lane does. */
  void feed(LaneKey lane, List<MemoryLog.Draft> frames) {
    try {
      LogBatch batch = log.append(lane, frames);
      for (Projector before : usurped) {
        before.accept(batch);
      }
      projector.accept(batch);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until everything logged is projected, stored and judged. */
  void settle() {
    await(() -> projector.lanes().caughtUp());
    await(() -> {
      if (projector.term().failure() != null) {
        throw new AssertionError("the projector ended", projector.term().failure());
      }
      return settled();
    });
  }

  /** True if everything handed over is stored and judged; false at once if the term is over. */
  boolean settled() {
    return projector.lanes().caughtUp()
        && register.isFollowed(store)
        && drained()
        && pending() == 0
        && drained();
  }

  /** True if the projector's term is over, whoever ended it. */
  boolean ended() {
    return projector.term().isOver();
  }

  /** Fence number of the present term. */
  long fence() {
    return fence;
  }

  private boolean drained() {
    try {
      return projector.drain(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long pending() {
    return store.collection(Store.Name.PENDING).countDocuments();
  }

  /** Findings that stand, canonical, by id. */
  SortedMap<String, String> findings(Vin vin) {
    SortedMap<String, String> standing = new TreeMap<>();
    for (Document finding :
        store.collection(Store.Name.FINDINGS).find(new Document("vin", vin.text()))) {
      if (!finding.getString("state").equals("WITHDRAWN")) {
        standing.put(finding.getString("_id"), finding.getString("canonical"));
      }
    }
    return standing;
  }

  /** What judging came to, by collection and key, without who wrote it in which round. */
  SortedMap<String, Document> judged() {
    SortedMap<String, Document> all = new TreeMap<>();
    for (Store.Name name :
        List.of(Store.Name.DAYS, Store.Name.FINDINGS, Store.Name.CONFLICTS, Store.Name.QUALITY)) {
      for (Document document : store.collection(name).find()) {
        for (String own : List.of("fence", "round", "revision", "changed", "judged", "measured")) {
          document.remove(own);
        }
        all.put(name + " " + document.get("_id"), document);
      }
    }
    return all;
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited two minutes in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** Waits until the condition holds or the time is up. */
  static void awaitAtMost(Duration time, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() {
    kill();
    usurped.forEach(before -> before.term().end(null));
    deposed.forEach(before -> before.term().end(null));
    database.drop();
  }
}
