package lantian.deploy.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs one shape against one server, warm-up first, as often as it takes (负载测试). */
final class LoadRun {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final Timing timing;
  private final int threads;
  private final PrintWriter progress;

  /** Runs of this timing, with so many event loops; progress goes to a person. */
  LoadRun(Timing timing, int threads, PrintWriter progress) {
    this.timing = timing;
    this.threads = threads;
    this.progress = progress;
  }

  /** Every window full, all the time. */
  Measured closedLoop(Target target, Shape shape, List<Sender> senders)
      throws InterruptedException {
    try (Generator load = new Generator(target.of(shape), shape, senders, threads, true)) {
      load.resume();
      Measured measured = measure(target, shape, target.name() + " " + shape.text(), load);
      load.drain(DRAIN);
      return measured;
    }
  }

  /**
   * Every window full, measured each time when so many samples of this load are stored.
   *
   * @param millions of samples, ascending
   */
  List<Measured> growing(Target target, Shape shape, List<Sender> senders, List<Double> millions)
      throws InterruptedException {
    List<Measured> all = new ArrayList<>();
    long packets = 0;
    try (Generator load = new Generator(target.of(shape), shape, senders, threads, true)) {
      load.resume();
      for (double goal : millions) {
        while (packets * Payload.SECONDS < goal * 1e6) {
          Thread.sleep(timing.warmUp().dividedBy(10));
          packets += load.take().acknowledged();
          say("%,.1f of %,.1f million samples", packets * Payload.SECONDS / 1e6, goal);
        }
        String what = "%s %s, %.0f M samples".formatted(target.name(), shape.text(), goal);
        Measured measured = runs(target, shape, what, load);
        packets += measured.acknowledged(timing.run().toSeconds());
        all.add(measured);
      }
      load.drain(DRAIN);
    }
    return all;
  }

  /** A fixed rate, whatever the answers. */
  Measured openLoop(Target target, Shape shape, List<Sender> senders, double perSecond)
      throws InterruptedException {
    try (Generator load = new Generator(target.of(shape), shape, senders, threads, false)) {
      load.resume();
      try (OpenLoop rate = load.openLoop(perSecond)) {
        String what = "%s %s open loop %.0f/s".formatted(target.name(), shape.text(), perSecond);
        Measured measured = measure(target, shape, what, load);
        return measured.without(rate.unsent());
      }
    }
  }

  private Measured measure(Target target, Shape shape, String what, Generator load)
      throws InterruptedException {
    say("%s %s: warming up %d s", what, shape.policy(), timing.warmUp().toSeconds());
    Thread.sleep(timing.warmUp());
    return runs(target, shape, what, load);
  }

  private Measured runs(Target target, Shape shape, String what, Generator load)
      throws InterruptedException {
    load.take();
    List<Run> runs = new ArrayList<>();
    int repeated = 0;
    while (runs.size() < timing.runs()) {
      Usage before = Usage.now(target.watched());
      Thread.sleep(timing.run());
      Tally.Counted counted = load.take();
      Usage used = Usage.now(target.watched()).since(before);
      Run run = Run.of(counted, used, target.watched());
      boolean disturbed = run.others() > timing.othersLimit() && repeated < timing.mostRepeats();
      say(
          "%s: %,.0f/s, server %.1f mongod %.1f generator %.1f ms/1k, p99 %.1f ms,"
              + " others %.2f cores%s",
          what,
          run.perSecond(),
          run.serverMs(),
          run.mongodMs(),
          run.generatorMs(),
          run.p99(),
          run.others(),
          disturbed ? ", repeated" : "");
      if (disturbed) {
        repeated++;
      } else {
        runs.add(run);
      }
    }
    return new Measured(what, shape.policy(), runs, repeated, 0);
  }

  private void say(String form, Object... figures) {
    progress.printf(Locale.ROOT, form + "%n", figures);
    progress.flush();
  }
}
