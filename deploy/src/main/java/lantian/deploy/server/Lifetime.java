package lantian.deploy.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lantian.deploy.console.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a server process (进程生命周期): what was started ends in the opposite order, once, whether
 * the command is over or a signal came (SIGTERM, SIGINT, SIGHUP).
 *
 * <p>After a signal a server's exit code is 0 if everything ended in time. The JVM would answer 128
 * + the signal's number, and whoever sent it would take an orderly end for a crash. A command that
 * is stopped in the middle has not done what it was asked for and answers 1.
 */
public final class Lifetime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  private final Duration limit;
  private final int stopped;
  private final Thread hook = new Thread(this::signalled, "shutdown");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock changing = new ReentrantLock();
  private final Deque<Part> parts = new ArrayDeque<>();
  private volatile boolean ending;
  private volatile boolean broken;
  private volatile Runnable lastResort = () -> {};

  private record Part(String name, AutoCloseable resource) {}

  /** What starts a part. */
  public interface Start<T extends AutoCloseable, E extends Exception> {
    /** Starts it. */
    T start() throws E;
  }

  private Lifetime(Duration limit, int stopped) {
    this.limit = limit;
    this.stopped = stopped;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * The life of a server, beginning now; a signal is its ordinary end.
   *
   * @param limit time in which everything must have ended after a signal
   */
  public static Lifetime ofServer(Duration limit) {
    return new Lifetime(limit, 0);
  }

  /**
   * The life of a command that ends by itself, beginning now; a signal breaks it off.
   *
   * @param limit time in which everything must have ended after a signal
   */
  public static Lifetime ofCommand(Duration limit) {
    return new Lifetime(limit, Failure.FAILED);
  }

  /**
   * Starts a part and owns it. An end that comes meanwhile waits for the start, so that nothing is
   * left behind; once the end has begun nothing more is started.
   */
  public <T extends AutoCloseable, E extends Exception> T own(String name, Start<T, E> start)
      throws E {
    changing.lock();
    try {
      if (ending) {
        throw Failure.failed("stopped before " + name + " was started");
      }
      T part = start.start();
      parts.push(new Part(name, part));
      return part;
    } finally {
      changing.unlock();
    }
  }

  /**
   * Does something that asks the parts, and waits for the end if it failed because that has begun:
   * a part that is gone does not answer, and nobody needs to be told.
   */
  public void whileAlive(Runnable asking) throws InterruptedException {
    try {
      asking.run();
    } catch (RuntimeException e) {
      if (!ending) {
        throw e;
      }
      LOG.debug("asked while ending", e);
      await();
    }
  }

  /** What is done if the end does not come in time, right before the process is cut off. */
  public void lastResort(Runnable cut) {
    lastResort = cut;
  }

  /** Ends the process because something in it can't go on; exit code 1. */
  public void abort(String why) {
    LOG.error("ending: {}", why);
    broken = true;
    Thread.ofPlatform().name("abort").start(() -> Runtime.getRuntime().exit(Failure.FAILED));
  }

  /**
   * Waits for the end.
   *
   * @return false if the time was up before
   */
  public boolean await(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the end as long as it takes. */
  public void await() throws InterruptedException {
    ended.await();
  }

  /** Ends everything that was started, the last one first; a second caller waits for the first. */
  @Override
  public void close() {
    ending = true;
    changing.lock();
    try {
      while (!parts.isEmpty()) {
        end(parts.pop());
      }
      ended.countDown();
    } finally {
      changing.unlock();
    }
    unhook();
  }

  private void unhook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending; the hook looks for itself whether anything is left to do.
    }
  }

  private static void end(Part part) {
    try {
      part.resource().close();
    } catch (Exception e) {
      LOG.error("{} did not end well", part.name(), e);
    }
  }

  private void signalled() {
    if (ended.getCount() == 0) {
      return; // The command ended by itself and says its own exit code.
    }
    Thread closer = Thread.ofPlatform().name("closing").start(this::close);
    boolean inTime = false;
    try {
      inTime = closer.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inTime) {
      LOG.error("not ended within {}, cutting off", limit);
      lastResort.run();
    }
    Runtime.getRuntime().halt(inTime && !broken ? stopped : Failure.FAILED);
  }
}
