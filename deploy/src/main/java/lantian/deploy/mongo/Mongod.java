package lantian.deploy.mongo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mongod of our own on loopback (自带数据库), a replica set of one member in a claimed data folder.
 *
 * <p>It runs in a session of its own, so that Ctrl-C in a terminal reaches only the server, which
 * then stops it last. If the server is killed, its mongod stays; the next start adopts it. If
 * mongod is killed, it is started again on the same port; until it answers nothing is acknowledged.
 */
public final class Mongod implements AutoCloseable {
  /** How long it may take to end in order. */
  static final Duration STOP = Duration.ofSeconds(6);

  private static final Logger LOG = LoggerFactory.getLogger(Mongod.class);
  private static final int ATTEMPTS = 2;
  private static final int REVIVALS = 3;
  private static final Duration BREATH = Duration.ofMillis(500);
  private static final Duration ADOPTION = Duration.ofSeconds(15);

  private final MongodLaunch launch;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile RunningMongod running;
  private volatile @Nullable ProcessHandle starting;
  private volatile boolean ending;
  private volatile boolean killed;
  private volatile Runnable lost = () -> {};

  private Mongod(MongodLaunch launch, RunningMongod running) {
    this.launch = launch;
    this.running = running;
  }

  /** Adopts the mongod that is alive on the folder, or starts one. */
  public static Mongod in(DataFolder folder, Path binary, int cacheMegabytes) {
    MongodLaunch launch = new MongodLaunch(folder, binary, cacheMegabytes);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<RunningMongod> usable = adopted(folder);
      if (usable.isEmpty()) {
        usable = launch.start(attempt > 1);
      }
      if (usable.isPresent()) {
        Mongod mongod = new Mongod(launch, usable.get());
        mongod.watch(usable.get());
        return mongod;
      }
    }
    throw Failure.failed(
        "mongod did not start; its own words are in " + folder.path().resolve("mongod.log"));
  }

  private static Optional<RunningMongod> adopted(DataFolder folder) {
    Optional<RunningMongod> orphan = RunningMongod.on(folder.database());
    if (orphan.isEmpty()) {
      return orphan;
    }
    ProcessHandle process = orphan.get().process();
    if (ReplicaSet.ready(orphan.get().port(), ADOPTION, process::isAlive)) {
      LOG.info("adopted the mongod that an earlier server left, process {}", process.pid());
      return orphan;
    }
    LOG.warn("stopping a mongod that does not answer, process {}", process.pid());
    orphan.get().stop(STOP);
    return Optional.empty();
  }

  private void watch(RunningMongod watched) {
    var _ =
        watched
            .process()
            .onExit()
            .thenRun(() -> Thread.ofPlatform().daemon().name("mongod-watch").start(this::revive));
  }

  private void revive() {
    changing.lock();
    try {
      for (int attempt = 1; !ending && attempt <= REVIVALS; attempt++) {
        LOG.warn("mongod, process {}, has ended by itself; starting it again", pid());
        Optional<RunningMongod> again = launch.again(running.port(), this::coming);
        if (again.isPresent()) {
          running = again.get();
          LOG.info("mongod is back, process {}", pid());
          watch(running);
          return;
        }
        LockSupport.parkNanos(BREATH.toNanos());
      }
    } finally {
      changing.unlock();
    }
    if (!ending) {
      lost.run();
    }
  }

  private void coming(ProcessHandle process) {
    starting = process;
    if (killed) {
      process.destroyForcibly();
    }
  }

  /** What is done if it ends by itself and can't be started again. */
  void onLost(Runnable action) {
    lost = action;
  }

  /** Address for drivers. */
  public String uri() {
    return ReplicaSet.uri(running.port());
  }

  /** Its process id, that of the latest start. */
  public long pid() {
    return running.process().pid();
  }

  /** Ends it without a word; its journal holds what was acknowledged. */
  void kill() {
    ending = true;
    killed = true;
    ProcessHandle coming = starting;
    if (coming != null) {
      coming.destroyForcibly();
    }
    running.process().destroyForcibly();
  }

  /** Looks after it no longer; waits while it is being started again. */
  void leave() {
    changing.lock();
    try {
      ending = true;
    } finally {
      changing.unlock();
    }
  }

  /** Stops it. */
  @Override
  public void close() {
    ending = true;
    changing.lock();
    try {
      running.stop(STOP);
    } finally {
      changing.unlock();
    }
  }
}
