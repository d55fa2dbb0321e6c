package lantian.obd.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import lantian.obd.chunk.Dossier;
import lantian.obd.log.LogBatch;
import lantian.obd.rule.Judge;
import lantian.obd.store.CrashPoint.Place;
import lantian.proto.Vin;

/**
 * One thread of the projector with the vehicles that belong to it (投影分区). It alone touches them;
 * whoever else wants something of a vehicle asks by a task.
 */
final class Partition {
  private static final long POLL_MILLIS = 20;
  private static final int LARGE_SET = 2_000;
  private static final long ASK_AGAIN_MILLIS = 2_000;

  private final BlockingQueue<Delivery> deliveries;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Term term;
  private final Fleet fleet;
  private final VehicleBook book;
  private final Registry registry;
  private final Judge judge;
  private final ToLongFunction<LaneKey> watermark;
  private final Projection projection;
  private final Flusher flusher;
  private final List<Parcel> parcels = new ArrayList<>();
  private boolean hurry;
  private long sweptMillis;
  private final Set<Vin> unasked = new HashSet<>();
  private long askedMillis;

  private record Delivery(HeldBatch held, LogBatch batch) {}

  /** What the partitions of a term share. */
  record Shared(
      Term term,
      ProjectorSettings settings,
      VehicleBook book,
      Registry registry,
      Judge judge,
      ToLongFunction<LaneKey> watermark) {}

  Partition(Shared shared, Fleet fleet, Projection projection, Flusher flusher) {
    this.term = shared.term();
    this.book = shared.book();
    this.registry = shared.registry();
    this.judge = shared.judge();
    this.watermark = shared.watermark();
    this.deliveries = new ArrayBlockingQueue<>(shared.settings().queueBatches());
    this.fleet = fleet;
    this.projection = projection;
    this.flusher = flusher;
  }

  /** Delivers a batch that the caller holds for this partition; waits while the queue is full. */
  void deliver(HeldBatch held, LogBatch batch) throws InterruptedException {
    Delivery delivery = new Delivery(held, batch);
    // Nobody takes from the queue of a term that is over; the next holder reads the log.
    while (!deliveries.offer(delivery, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (term.isOver()) {
        return;
      }
    }
    delivered.incrementAndGet();
  }

  /** Waits until everything delivered before has been looked at; the end of the term interrupts. */
  void awaitTaken() throws InterruptedException {
    long goal = delivered.get();
    while (taken.get() < goal) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** When the batch was received that waits longest, epoch ms; MAX_VALUE if none waits. */
  long waitingSince() {
    Delivery head = deliveries.peek();
    return head == null ? Long.MAX_VALUE : head.held().receivedMillis();
  }

  /** A question to the partition. */
  @FunctionalInterface
  interface Question<T> {
    T answer() throws InterruptedException;
  }

  /** Runs on the partition's thread. */
  <T> CompletableFuture<T> ask(Question<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tasks.add(() -> {
      try {
        answer.complete(question.answer());
      } catch (InterruptedException e) {
        answer.completeExceptionally(e);
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /** The partition's vehicles; only to be used in a question. */
  Fleet fleet() {
    return fleet;
  }

  /**
   * Runs on a vehicle, which is read if it is not in memory; answers when all that was then to be
   * written of the partition is stored.
   */
  <T> CompletableFuture<T> askStored(Vin vin, Function<Vehicle, T> question) {
    CompletableFuture<T> stored = new CompletableFuture<>();
    tasks.add(() -> {
      try {
        load(Set.of(vin));
        T answer = question.apply(Objects.requireNonNull(fleet.find(vin)));
        fleet.set().whenDone(() -> stored.complete(answer));
        hurry = true;
      } catch (InterruptedException e) {
        stored.completeExceptionally(e);
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        stored.completeExceptionally(e);
      }
    });
    return stored;
  }

  /** Has everything in memory written as soon as possible. */
  void writeOut() {
    tasks.add(() -> {
      fleet.writeEverything();
      hurry = true;
    });
  }

  /** Has everything of these vehicles written as soon as possible. */
  void writeOut(Collection<Vin> vins) {
    tasks.add(() -> {
      for (Vin vin : vins) {
        Vehicle vehicle = fleet.find(vin);
        if (vehicle != null) {
          fleet.writeAll(vehicle);
        }
      }
      hurry = true;
    });
  }

  /** Goes by other register entries from now on; answers when all that came before is stored. */
  CompletableFuture<Boolean> refile(Map<Vin, Dossier> dossiers) {
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    tasks.add(() -> {
      dossiers.forEach((vin, dossier) -> {
        Vehicle vehicle = fleet.find(vin);
        if (vehicle != null) {
          vehicle.dossier = dossier;
          fleet.writeAll(vehicle);
        }
      });
      fleet.set().whenDone(() -> stored.complete(true));
      hurry = true;
    });
    return stored;
  }

  /** Batches that wait to be looked at. */
  int waiting() {
    return deliveries.size();
  }

  /** True if everything delivered is looked at and stored; only to be used in a question. */
  boolean isClean() {
    return deliveries.isEmpty()
        && fleet.set().isEmpty()
        && fleet.openWindows() == 0
        && flusher.finished();
  }

  /** The partition's work, until its thread is interrupted. */
  void run() throws InterruptedException {
    while (true) {
      Delivery next = deliveries.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        term.crash().reached(Place.BATCH_TAKEN);
        take(next.batch(), next.held());
        next.held().release();
        taken.incrementAndGet();
      }
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      sweep();
    }
  }

  private void take(LogBatch batch, HeldBatch held) throws InterruptedException {
    parcels.clear();
    projection.sort(batch, held, parcels);
    Set<Vin> unknown = new HashSet<>();
    for (Parcel parcel : parcels) {
      if (fleet.find(parcel.vin()) == null) {
        unknown.add(parcel.vin());
      }
    }
    load(unknown);
    for (Parcel parcel : parcels) {
      projection.take(Objects.requireNonNull(fleet.find(parcel.vin())), parcel, held);
    }
  }

  private void load(Collection<Vin> vins) throws InterruptedException {
    List<Vin> unknown = vins.stream().filter(vin -> fleet.find(vin) == null).toList();
    if (unknown.isEmpty()) {
      return;
    }
    Map<Vin, Vehicle> read = term.insistOn(() -> book.read(unknown, judge, watermark));
    fleet.add(read.values());
    unasked.addAll(unknown);
    file();
  }

  /** Asks for dossiers that are missing; those the register does not give are asked for again. */
  private void file() {
    askedMillis = term.clock().millis();
    registry
        .ask(unasked)
        .forEach((vin, dossier) -> {
          Vehicle vehicle = fleet.find(vin);
          if (vehicle != null) {
            vehicle.dossier = dossier;
          }
          unasked.remove(vin);
        });
  }

  private void sweep() throws InterruptedException {
    long now = term.clock().millis();
    boolean pressed = fleet.isPressed();
    if (!hurry && !pressed && Math.abs(now - sweptMillis) < POLL_MILLIS * 5) {
      return;
    }
    sweptMillis = now;
    if (!unasked.isEmpty() && Math.abs(now - askedMillis) > ASK_AGAIN_MILLIS) {
      file();
    }
    fleet.sweep();
    FlushSet set = fleet.set();
    if (set.isEmpty() || (!flusher.idle() && set.size() < LARGE_SET && !pressed)) {
      return;
    }
    hurry = false;
    fleet.takeSet();
    set.whenDone(() -> tasks.add(() -> fleet.stored(set)));
    flusher.submit(set);
  }
}
