package lantian.deploy.simulate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs the terminals of a fleet: first their past, as fast as the server answers and the rate
 * allows, then live. One virtual thread per truck; only so many send their past at a time, in the
 * order of the list.
 */
public final class Fleet implements AutoCloseable {
  private static final int STRIDE = 10;

  private final List<Vehicle> vehicles;
  private final Pace pace;
  private final Rate rate;
  private final Semaphore turns;
  private final long start;
  private final long end;
  private final long planned;
  private final LongAdder done = new LongAdder();
  private final CountDownLatch running;
  private final List<Thread> threads;
  private volatile boolean stopping;

  /** A fleet that has not started; the first trucks send their past first. */
  public Fleet(List<Vehicle> vehicles, Pace pace, Schedule schedule) {
    this.vehicles = List.copyOf(vehicles);
    this.pace = pace;
    this.rate = new Rate(schedule.perSecond());
    this.turns = new Semaphore(schedule.atOnce(), true);
    this.start = schedule.start();
    this.end = schedule.end();
    this.planned = vehicles.stream().mapToLong(vehicle -> vehicle.past().toSeconds()).sum();
    this.running = new CountDownLatch(vehicles.size());
    this.threads =
        this.vehicles.stream()
            .map(vehicle -> Thread.ofVirtual().unstarted(() -> run(vehicle)))
            .toList();
  }

  /** Starts all trucks and returns. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /** Waits until every truck has finished. */
  public void await() throws InterruptedException {
    running.await();
  }

  /** Waits at most this long; true if every truck has finished. */
  public boolean await(Duration longest) throws InterruptedException {
    return running.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Seconds of the past that were planned. */
  public long pastPlanned() {
    return planned;
  }

  /** Seconds of the past that have been sent. */
  public long pastDone() {
    return done.sum();
  }

  /** Packets that terminals lost because their memory was full. */
  public long dropped() {
    return vehicles.stream().mapToLong(vehicle -> vehicle.terminal().dropped()).sum();
  }

  /** Stops all trucks and cuts their links, so nobody logs out. Returns when they are gone. */
  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
    vehicles.forEach(vehicle -> vehicle.link().close());
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Vehicle vehicle) {
    try (Uplink link = vehicle.link()) {
      turns.acquire();
      try {
        past(vehicle, link);
      } finally {
        turns.release();
      }
      live(vehicle, link);
      perform(vehicle.terminal().stop(pace.second()), link);
    } catch (InterruptedException _) {
      // Stopped: what the server did not answer was never promised.
    } finally {
      running.countDown();
    }
  }

  private void past(Vehicle vehicle, Uplink link) throws InterruptedException {
    for (long second = start - vehicle.past().toSeconds(); second < start; second++) {
      for (Step step : vehicle.terminal().past(second, Math.max(start, pace.second()))) {
        rate.take();
        perform(List.of(step), link);
      }
      done.increment();
    }
    link.flush();
  }

  private void live(Vehicle vehicle, Uplink link) throws InterruptedException {
    for (long second = start; second < end && !stopping; second += STRIDE) {
      pace.past(Math.min(second + STRIDE, end) - 1);
      for (long each = second; each < Math.min(second + STRIDE, end); each++) {
        perform(vehicle.terminal().live(each), link);
      }
      link.flush();
    }
  }

  private static void perform(List<Step> steps, Uplink link) throws InterruptedException {
    for (Step step : steps) {
      switch (step) {
        case Step.Connect(byte[] login) -> link.connect(login);
        case Step.Send(byte[] frame) -> link.send(frame);
        case Step.Disconnect() -> link.disconnect();
        case Step.Leave() -> link.leave();
      }
    }
  }
}
