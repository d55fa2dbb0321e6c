package lantian.deploy.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** How a server starts again after a kill under load, and how many it can hold (重启与连接数). */
final class LifeFigures {
  private static final String SMALL_HEAP = "-Xms64m -Xmx256m";
  private static final Duration LOADED = Duration.ofSeconds(5);

  private final Site site;
  private final Report report;

  LifeFigures(Site site, Report report) {
    this.site = site;
    this.report = report;
  }

  /** Kills the server under full load and starts it again; closes it. */
  void restart(Child server, Shape shape, List<Sender> senders) throws InterruptedException {
    report.heading("Restart and connections");
    report.doing("killing the server under load");
    InetSocketAddress to = site.target(server).of(shape);
    try (Generator load = new Generator(to, shape, senders, Plan.THREADS, true)) {
      load.resume();
      Thread.sleep(LOADED);
      server.kill();
    }
    try (Child again = site.server("")) {
      report.fact("ready %.1f s after a kill under load", again.startSeconds());
      report.atMost("seconds from a kill under load until ready", 10, again.startSeconds(), "%.1f");
    }
  }

  /** Logs so many terminals in at a server with a small heap. */
  void held(List<Sender> senders) throws IOException, InterruptedException {
    Shape shape = Shape.terminals(senders.size(), 1);
    report.doing("holding %,d connections", senders.size());
    try (Child server = site.server(SMALL_HEAP)) {
      Target target = site.target(server);
      try (Generator load = new Generator(target.of(shape), shape, senders, Plan.THREADS, true)) {
        Usage before = Usage.now(target.watched());
        Thread.sleep(LOADED);
        Usage used = Usage.now(target.watched()).since(before);
        double open = senders.size() - (double) load.take().closed();
        double resident = Machine.residentMegabytes(server.pid());
        report.fact(
            "%,.0f logged-in terminals held with -Xmx256m: RSS %.0f MB, %.3f cores while they are silent",
            open, resident, used.server() / used.seconds());
        report.atLeast("logged-in terminals with -Xmx256m", senders.size(), open, "%,.0f");
      }
    }
  }
}
