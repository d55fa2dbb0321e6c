package lantian.obd.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import lantian.obd.chunk.Dossier;
import lantian.obd.filing.Filing;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.store.CrashPoint.Place;
import lantian.obd.store.DayCourt.Ruling;
import lantian.obd.store.PendingDay.Reason;
import lantian.obd.store.PendingDays.Telling;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges pending vehicle-days and makes everything that follows from them so: findings, conflicts,
 * the day's end memory, the vehicle's live memory, the days after (车辆日重判).
 *
 * <p>For one thread at a time, and never for two days of a vehicle at once. Each step may be
 * repeated; the day is pending until all are done.
 */
final class DayJudge {
  private static final Logger LOG = LoggerFactory.getLogger(DayJudge.class);
  private static final Duration SOON = Duration.ofMillis(500);

  private final Term term;
  private final ProjectorSettings settings;
  private final PendingDays pending;
  private final JudgedDays days;
  private final FindingBook findings;
  private final ConflictBook conflicts;
  private final QualityDays quality;
  private final Registry registry;
  private final DayCourt court;
  private final Judge judge;
  private final Function<Vin, Partition> partitions;

  DayJudge(
      Term term,
      ProjectorSettings settings,
      Books books,
      Registry registry,
      DayCourt court,
      Judge judge,
      Function<Vin, Partition> partitions) {
    this.term = term;
    this.settings = settings;
    this.pending = books.pending();
    this.days = books.days();
    this.findings = books.findings();
    this.conflicts = books.conflicts();
    this.quality = books.quality();
    this.registry = registry;
    this.court = court;
    this.judge = judge;
    this.partitions = partitions;
  }

  /** Where judgements are written. */
  record Books(
      PendingDays pending,
      JudgedDays days,
      FindingBook findings,
      ConflictBook conflicts,
      QualityDays quality) {}

  /**
   * A vehicle's live state at the moment when everything up to it was stored.
   *
   * @param newestDay day of the last item stepped
   * @param memory digest of the live memory
   * @param start digest of the memory with which the newest day began
   * @param version what had been taken in
   */
  private record Snapshot(int newestDay, byte[] memory, byte[] start, long version) {}

  /** Judges a day that is due. */
  void judge(DayKey key) throws InterruptedException {
    // Read first: what is told from here on may be of items that the snapshot has not stored.
    PendingDay told = term.insistOn(() -> pending.find(key)).orElse(null);
    if (told == null || isBehindAnother(told)) {
      return;
    }
    Snapshot live = snapshot(key.vin());
    Dossier dossier = registry.ask(List.of(key.vin())).get(key.vin());
    if (dossier == null) {
      putOff(told, settings.quiet().plus(SOON));
      return;
    }
    Memory start =
        term.insistOn(() -> days.before(key.vin(), key.day()))
            .map(before -> judge.decode(before.memory()))
            .orElseGet(judge::initial);
    Ruling ruling = term.insistOn(() -> court.judge(key, start, dossier));
    if (ruling.archived() != null) {
      refuse(told, ruling.archived());
      return;
    }
    term.crash().reached(Place.DAY_JUDGED);
    if (ruling.recast() < key.day()) {
      tell(ruling.recast(), Reason.LATE, told);
      putOff(told, SOON);
      return;
    }
    tellOn(told, ruling, live);
    term.insistFenced(() -> conflicts.reconcile(key, taker -> court.conflicts(key, ruling, taker)));
    write(ruling, dossier);
    if (key.day() < live.newestDay() || isLive(ruling, live) || replace(ruling, live)) {
      term.crash().reached(Place.DAY_WRITTEN);
      term.insist(() -> pending.done(told, now()));
    } else {
      putOff(told, SOON);
    }
  }

  /**
   * A day that rests on archived packets keeps the judgement that it has: signatures can't be
   * verified and evidence can't be copied any more, and nothing is withdrawn for that.
   */
  private void refuse(PendingDay told, String month) throws InterruptedException {
    LOG.warn(
        "vehicle {} day {} keeps its judgement: its packets are archived in {} ({})",
        ContentDigest.hidden(told.key().vin().text()),
        LocalDate.ofEpochDay(told.key().day()),
        month,
        told.reason());
    term.insist(() -> pending.done(told, now()));
  }

  /**
   * The day first, which says what it tells: of a holder that was paused behind it, the next one
   * knows what may still come, and one paused before it writes nothing any more.
   */
  private void write(Ruling ruling, Dossier dossier) throws InterruptedException {
    DayKey key = ruling.day().key();
    List<Finding> told = ruling.day().findings();
    List<Finding> stray = new ArrayList<>();
    AtomicBoolean foreign = new AtomicBoolean();
    Consumer<List<Finding>> earlier =
        all -> {
          foreign.set(true);
          stray.addAll(all);
        };
    // Read before as well: a write that is repeated because its answer was lost finds only itself.
    term.insistOn(() -> days.earlier(key)).ifPresent(earlier);
    term.insistFenced(() -> days.write(ruling.day()).ifPresent(earlier));
    if (foreign.get()) {
      term.insistFenced(() -> findings.shutOut(key, stray, told, now()));
    }
    term.crash().reached(Place.RULING_WRITTEN);
    term.insistFenced(() -> findings.reconcile(key, told, f -> court.evidence(f, dossier), now()));
    long last = ruling.lastKey();
    long second = last == Long.MIN_VALUE ? key.start() : last >> Vehicle.SECOND_SHIFT;
    @Nullable Filing filed = dossier.inForce(second * 1_000);
    term.insistFenced(() -> quality.write(key, last, ruling.quality(), filed));
  }

  /** Days of a vehicle are judged in order. */
  private boolean isBehindAnother(PendingDay told) throws InterruptedException {
    DayKey key = told.key();
    PendingDay earlier = term.insistOn(() -> pending.before(key.vin(), key.day())).orElse(null);
    if (earlier == null) {
      return false;
    }
    term.insist(() -> pending.hasten(earlier.key(), now()));
    putOff(told, SOON);
    return true;
  }

  /** Tells the day after, if it began with another memory than this one now ends with. */
  private void tellOn(PendingDay told, Ruling ruling, Snapshot live) throws InterruptedException {
    DayKey key = told.key();
    if (key.day() >= live.newestDay()) {
      return;
    }
    JudgedDay next = term.insistOn(() -> days.after(key.vin(), key.day())).orElse(null);
    if (next != null && !ruling.day().leadsTo(next.start())) {
      tell(next.key().day(), Reason.CHAIN, told);
    }
    boolean liveIsNext = next == null || next.key().day() >= live.newestDay();
    if (liveIsNext && !ruling.day().leadsTo(live.start())) {
      tell(live.newestDay(), Reason.CHAIN, told);
    }
  }

  private void tell(int day, Reason reason, PendingDay because) throws InterruptedException {
    if (day - because.origin() > settings.horizonDays()) {
      LOG.warn("a change runs on for more than {} days and is cut off", settings.horizonDays());
      return;
    }
    DayKey key = new DayKey(because.key().vin(), day);
    int origin = Math.min(because.origin(), day);
    Telling telling = Telling.of(key, reason, origin, now());
    term.insist(() -> pending.tell(List.of(telling), now()));
  }

  private void putOff(PendingDay told, Duration time) throws InterruptedException {
    term.insist(() -> pending.putOff(told.key(), now().plus(time)));
  }

  private static boolean isLive(Ruling ruling, Snapshot live) {
    return ruling.day().key().day() == live.newestDay()
        && Arrays.equals(ruling.day().end(), live.memory())
        && Arrays.equals(ruling.day().start(), live.start());
  }

  /** Has everything of the vehicle stored and says how it then stands. */
  private Snapshot snapshot(Vin vin) throws InterruptedException {
    Partition partition = partitions.apply(vin);
    return Answers.await(
        partition.askStored(
            vin,
            vehicle -> {
              partition.fleet().writeAll(vehicle);
              return new Snapshot(
                  vehicle.newestDay, vehicle.memory.digest(), vehicle.startDigest, vehicle.version);
            }));
  }

  /** Makes the ruling's memory the live one; false if the vehicle has taken something in since. */
  private boolean replace(Ruling ruling, Snapshot live) throws InterruptedException {
    JudgedDay day = ruling.day();
    Vin vin = day.key().vin();
    Partition partition = partitions.apply(vin);
    return Answers.await(
        partition.askStored(
            vin,
            vehicle -> {
              if (vehicle.version != live.version()) {
                return false;
              }
              if (vehicle.newestDay != day.key().day() && vehicle.newestDay != Vehicle.NO_DAY) {
                partition.fleet().tell(vehicle, vehicle.newestDay, Reason.CLOSE);
              }
              vehicle.memory = ruling.atEnd();
              vehicle.startDigest = day.start();
              vehicle.newestDay = day.key().day();
              vehicle.lastKey = Math.max(vehicle.lastKey, ruling.lastKey());
              partition.fleet().save(vehicle);
              return true;
            }));
  }

  private Instant now() {
    return term.clock().instant();
  }
}
