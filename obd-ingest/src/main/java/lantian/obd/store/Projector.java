package lantian.obd.store;

import com.mongodb.MongoClientException;
import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.filing.Register;
import lantian.obd.log.BatchSink;
import lantian.obd.log.LogBatch;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Signatures;
import lantian.obd.rule.Judge;
import lantian.obd.rule.RuleSets;
import lantian.proto.Vin;
import org.bson.Document;

/**
 * Turns the log into everything that is asked for (投影器): chunks, vehicles, events, quarantine,
 * days, findings. Lives for one term of the lease.
 */
final class Projector implements BatchSink, OpenChunks {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CACHED_KEYS = 20_000;
  private static final long REMINDER_NANOS = 200_000_000;

  private final Parts parts;
  private final Term term;
  private final List<Partition> partitions = new ArrayList<>();
  private final List<Flusher> flushers = new ArrayList<>();
  private final Registry registry;
  private final PendingDays pending;
  private final Verification verification;
  private final Lanes lanes;

  /**
   * What a projector is made of.
   *
   * @param register the terminal register
   * @param rules rule sets in force
   * @param opener decrypts units
   */
  record Parts(
      Store store,
      RawLog log,
      Register register,
      RuleSets rules,
      Opener opener,
      PlatformCommands platform,
      ProjectorSettings settings,
      InstantSource clock,
      CrashPoint crash) {
    /** The same under other rule sets. */
    Parts with(RuleSets sets) {
      return new Parts(store, log, register, sets, opener, platform, settings, clock, crash);
    }
  }

  /** A projector under a fence number; reads the marks of earlier terms and shuts these out. */
  Projector(Parts parts, long fence) {
    this.parts = parts;
    this.term = new Term(fence, parts.clock(), parts.crash());
    this.registry = new Registry(parts.register());
    this.verification = new Verification(parts.log(), parts.opener(), new Signatures(CACHED_KEYS));
    ProjectorSettings settings = parts.settings();
    Store store = parts.store();
    this.pending =
        new PendingDays(store.collection(Store.Name.PENDING), settings.longestQuiet(), fence);
    ProgressBook book = new ProgressBook(store.collection(Store.Name.PROGRESS), fence);
    book.takeOver();
    Map<LaneKey, LaneProgress.Mark> known = book.read();
    this.lanes = new Lanes(term, settings, parts.log(), book, partitions, known);
    AtomicInteger fragments = new AtomicInteger();
    for (int number = 0; number < settings.partitions(); number++) {
      partitions.add(partition(number, fence, fragments));
    }
  }

  private Partition partition(int number, long fence, AtomicInteger fragments) {
    ProjectorSettings settings = parts.settings();
    Judge judge = new Judge(parts.rules());
    VehicleBook book = new VehicleBook(parts.store().collection(Store.Name.VEHICLES), fence, judge);
    Fleet fleet = new Fleet(settings, term, book);
    Flusher flusher = new Flusher(term, parts.store(), pending, book, fragments);
    flushers.add(flusher);
    Projection projection =
        new Projection(
            fleet,
            new Intake(judge, fleet, fleet),
            parts.opener(),
            parts.platform(),
            settings.firstSampleAtHead(),
            vin -> numberOf(vin) == number);
    Partition.Shared shared =
        new Partition.Shared(term, settings, book, registry, judge, lanes::watermark);
    return new Partition(shared, fleet, projection, flusher);
  }

  private int numberOf(Vin vin) {
    return Math.floorMod(vin.hashCode(), parts.settings().partitions());
  }

  private Partition partitionOf(Vin vin) {
    return partitions.get(numberOf(vin));
  }

  /** Starts all threads. */
  void start() {
    for (int i = 0; i < partitions.size(); i++) {
      term.start(Thread.ofPlatform().daemon().name("obd-project-" + i), partitions.get(i)::run);
      term.start(Thread.ofVirtual().name("obd-flush-" + i), flushers.get(i)::run);
    }
    term.start(Thread.ofVirtual().name("obd-replay"), lanes::follow);
    term.start(Thread.ofVirtual().name("obd-watermark"), lanes::mark);
    judges();
    followers();
  }

  private void followers() {
    ProjectorSettings settings = parts.settings();
    Store store = parts.store();
    Cursors cursors = new Cursors(store.collection(Store.Name.CURSORS));
    SecondLook secondLook = new SecondLook(term, store, parts.log(), lanes, this::partitionOf);
    RegisterFollower register =
        new RegisterFollower(
            term,
            settings,
            parts.register(),
            cursors,
            new DaysHeld(store),
            pending,
            partitions,
            secondLook);
    KeyFollower keys = new KeyFollower(term, settings, parts.opener(), partitions, secondLook);
    RuleFollower rules = new RuleFollower(term, store, cursors, pending, parts.rules());
    term.start(Thread.ofVirtual().name("obd-register"), register::run);
    term.start(Thread.ofVirtual().name("obd-keys"), keys::run);
    term.start(Thread.ofVirtual().name("obd-rules"), rules::run);
    SilentDays silent = new SilentDays(term, settings, store, pending);
    term.start(Thread.ofVirtual().name("obd-silent"), silent::run);
    RebuildFollower rebuild =
        new RebuildFollower(term, settings, store, cursors, pending, lanes, partitions);
    term.start(Thread.ofVirtual().name("obd-rebuilt"), rebuild::run);
  }

  private void judges() {
    ProjectorSettings settings = parts.settings();
    DayQueue queue = new DayQueue(term, pending, settings.judges());
    term.start(
        Thread.ofVirtual().name("obd-due"),
        () -> {
          lanes.awaitCaughtUp();
          queue.dispatch();
        });
    Store store = parts.store();
    DayJudge.Books books =
        new DayJudge.Books(
            pending,
            new JudgedDays(store.collection(Store.Name.DAYS), term.fence()),
            new FindingBook(store, term.fence()),
            new ConflictBook(store.collection(Store.Name.CONFLICTS), term.fence()),
            new QualityDays(store.collection(Store.Name.QUALITY), term.fence()));
    for (int i = 0; i < settings.judges(); i++) {
      Judge judge = new Judge(parts.rules());
      DayCourt court =
          new DayCourt(store, judge, parts.log(), verification, settings.evidencePackets());
      DayJudge days =
          new DayJudge(term, settings, books, registry, court, judge, this::partitionOf);
      term.start(Thread.ofPlatform().daemon().name("obd-judge-" + i), () -> queue.work(days));
    }
  }

  @Override
  public void accept(LogBatch batch) throws InterruptedException {
    lanes.accept(batch);
  }

  /** The term it lives for. */
  Term term() {
    return term;
  }

  /** What came of the signatures that something rests on. */
  Verification verification() {
    return verification;
  }

  /** The lanes it projects. */
  Lanes lanes() {
    return lanes;
  }

  /**
   * Has everything taken in so far stored and the watermarks written; nothing may be handed over
   * meanwhile.
   *
   * @return false if that was not done in time
   */
  boolean drain(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long asked = 0;
    while (!term.isOver() && System.nanoTime() < deadline) {
      if (asked == 0 || System.nanoTime() - asked > REMINDER_NANOS) {
        asked = System.nanoTime();
        partitions.forEach(Partition::writeOut);
      }
      if (lanes.isSafe()) {
        lanes.writeMarks();
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return false;
  }

  @Override
  public List<Fragment> of(Vin vin, long from, long to) {
    return ask(vin, vehicle -> fragments(vehicle, from, to), List.of());
  }

  @Override
  public Set<Vin> vins() {
    Set<Vin> vins = new HashSet<>();
    for (Partition partition : partitions) {
      vins.addAll(answer(partition.ask(partition.fleet()::holding)));
    }
    return vins;
  }

  private static List<Fragment> fragments(Vehicle vehicle, long from, long to) {
    List<Fragment> fragments = new ArrayList<>();
    for (List<Window> windows : List.of(vehicle.windows(), vehicle.leaving())) {
      for (Window window : windows) {
        long start = window.chunk().start();
        if (start < to && start + OpenChunk.SECONDS > from && window.chunk().size() > 0) {
          fragments.add(window.chunk().freeze());
        }
      }
    }
    return fragments;
  }

  /** Asks for something of a vehicle in memory; {@code absent} if it is not in memory. */
  private <T> T ask(Vin vin, Function<Vehicle, T> question, T absent) {
    Partition partition = partitionOf(vin);
    return answer(
        partition.ask(() -> {
          Vehicle vehicle = partition.fleet().find(vin);
          return vehicle == null ? absent : question.apply(vehicle);
        }));
  }

  /**
   * Waits for a partition. One that does not answer waits for the database itself; what it holds
   * must not seem not to be there.
   */
  private static <T> T answer(Future<T> asked) {
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MongoInterruptedException("interrupted while a partition was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new MongoClientException("the projector does not answer at the moment", e);
    }
  }

  /** The vehicle's latest state as a document; empty if it is not in memory. */
  Optional<Document> latest(Vin vin) {
    return ask(vin, vehicle -> Optional.of(vehicle.latest.document()), Optional.empty());
  }
}
