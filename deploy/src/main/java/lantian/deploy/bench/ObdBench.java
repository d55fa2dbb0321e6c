package lantian.deploy.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lantian bench obd}: one section after the other, on one database (OBD 性能测试). */
public final class ObdBench {
  private static final long SEED = 1;
  private static final int PAYLOAD_TRUCKS = 64;
  private static final int PAYLOAD_PACKETS = 360;
  private static final int CHARTS = 21;

  private final Plan plan;
  private final Path root;
  private final Path folder;
  private final int cacheMegabytes;
  private final Report report;
  private final Payload payload = Payload.of(SEED, PAYLOAD_TRUCKS, PAYLOAD_PACKETS);
  private final Trucks trucks;
  private final LoadRun run;
  private final Shape few;

  /**
   * A bench.
   *
   * @param root folder of the whole project
   * @param folder empty or new; holds the database afterwards
   * @param json true for JSON lines instead of Markdown
   */
  public ObdBench(
      Choice choice,
      Path root,
      Path folder,
      Instant now,
      PrintWriter out,
      PrintWriter progress,
      boolean json) {
    this.plan = Plan.of(choice);
    this.root = root;
    this.folder = folder;
    this.cacheMegabytes = choice.cacheMegabytes();
    this.report = new Report(out, progress, json);
    this.trucks = new Trucks(payload, now);
    this.run = new LoadRun(plan.timing(), Plan.THREADS, progress);
    this.few = Shape.platforms(50, 16, plan.few());
  }

  /** Runs the sections that were asked for. */
  public void run() throws IOException, InterruptedException {
    report.fact("%s; server, generator and mongod share it", Machine.name());
    report.fact("mongod cache %,d MB", cacheMegabytes);
    if (plan.does(Section.MEMORY)) {
      MemoryFigures.measure(payload, plan.memorySeconds(), report);
    }
    Map<Shape, List<Sender>> loads = new LinkedHashMap<>();
    plan.shapes().forEach(shape -> loads.put(shape, trucks.fresh(shape.vehicles())));
    loads.put(few, trucks.fresh(plan.few()));
    List<Sender> crowd = trucks.fresh(plan.does(Section.CROWD) ? plan.many() : 0);
    boolean lagging = plan.does(Section.LAG);
    Payload undosed = lagging ? FindingLag.payload() : payload;
    List<Sender> faulty = trucks.recent(undosed, lagging ? plan.awaited() : 0);
    List<Sender> beside = trucks.fresh(lagging ? plan.few() : 0);
    try (Site site = new Site(root, folder, cacheMegabytes)) {
      file(site, loads, crowd);
      file(site, faulty);
      file(site, beside);
      Map<Shape, Measured> reached = loaded(site, loads);
      if (plan.does(Section.CROWD) || plan.does(Section.LIFE)) {
        lasting(site, loads, crowd, reached.get(few));
      }
      if (lagging) {
        try (Child server = site.server("")) {
          new FindingLag(site, report).measure(server, undosed, faulty, beside);
        }
      }
      if (plan.does(Section.LIFE)) {
        new LifeFigures(site, report).held(trucks.fresh(plan.held()));
      }
    }
    report.goals();
  }

  /** Limits, load, and what lies there afterwards. */
  private Map<Shape, Measured> loaded(Site site, Map<Shape, List<Sender>> loads)
      throws InterruptedException {
    Map<Shape, Measured> limits = plan.does(Section.LIMITS) ? bare(site, loads) : Map.of();
    if (!plan.does(Section.LOAD)) {
      return Map.of();
    }
    Map<Shape, Measured> reached = lantian(site, loads);
    StoredFigures stored = new StoredFigures(site, report);
    if (plan.does(Section.LIMITS)) {
      report.heading("Against the limits");
      compare(reached, limits, stored.rawInsert(plan.rawSeconds()));
    }
    marks(reached);
    if (plan.does(Section.STORED)) {
      stored.sizes(new Trucks(payload, Instant.EPOCH).fresh(plan.few()));
      stored.chart(chartable(loads), trucks.first());
    }
    return reached;
  }

  private void lasting(
      Site site, Map<Shape, List<Sender>> loads, List<Sender> crowd, @Nullable Measured before)
      throws InterruptedException {
    try (Child server = site.server("")) {
      if (plan.does(Section.CROWD)) {
        crowd(site, server, crowd, before);
      }
      if (plan.does(Section.LIFE)) {
        Shape hard = loads.containsKey(Plan.THOUSAND) ? Plan.THOUSAND : few;
        List<Sender> senders = loads.getOrDefault(hard, List.of());
        new LifeFigures(site, report).restart(server, hard, senders);
      }
    }
  }

  private void file(Site site, Map<Shape, List<Sender>> loads, List<Sender> crowd) {
    List<Sender> all = new ArrayList<>();
    loads.values().forEach(all::addAll);
    all.addAll(crowd);
    file(site, all);
  }

  private void file(Site site, List<Sender> senders) {
    if (!senders.isEmpty()) {
      report.doing("filing %,d vehicles", senders.size());
      site.file(trucks.filing(senders), senders.size());
    }
  }

  private Map<Shape, Measured> bare(Site site, Map<Shape, List<Sender>> loads)
      throws InterruptedException {
    Map<Shape, Measured> all = new LinkedHashMap<>();
    try (Child bare = site.bare()) {
      for (Shape shape : loads.keySet()) {
        // Vehicles that are only sent to the bare server: their time does not pass for the others.
        List<Sender> senders = new Trucks(payload, Instant.EPOCH).fresh(shape.vehicles());
        all.put(shape, run.closedLoop(Site.bareTarget(bare), shape, senders));
      }
    }
    report.heading("First limit: a server that only checks and answers");
    report.table(List.copyOf(all.values()));
    return all;
  }

  private Map<Shape, Measured> lantian(Site site, Map<Shape, List<Sender>> loads)
      throws InterruptedException {
    Map<Shape, Measured> all = new LinkedHashMap<>();
    List<Measured> open = new ArrayList<>();
    try (Child server = site.server("");
        LagWatch lag = new LagWatch(server)) {
      Target target = site.target(server);
      for (Map.Entry<Shape, List<Sender>> load : loads.entrySet()) {
        Shape shape = load.getKey();
        Measured measured = run.closedLoop(target, shape, load.getValue());
        all.put(shape, measured);
        if (shape.equals(Plan.FIFTY) || shape.equals(Plan.THOUSAND)) {
          double half = measured.median(Run::perSecond) / 2;
          open.add(run.openLoop(target, shape, load.getValue(), half));
        }
      }
      report.heading("Crash-safe, projector and judge on");
      report.table(List.copyOf(all.values()));
      if (!open.isEmpty()) {
        report.heading("Open loop at half load, latency from the moment a packet was due");
        report.table(open);
      }
      report.atMost("seconds the projector was behind the log", 5, lag.greatest(), "%.1f");
    }
    return all;
  }

  private void compare(
      Map<Shape, Measured> reached, Map<Shape, Measured> limits, RawInsert.Figures raw) {
    report.fact(
        "second limit, the same log and chunk documents inserted again: %,.0f packets/s, mongod"
            + " %.1f CPU-ms per 1,000, %.0f packets a log document",
        raw.framesPerSecond(), raw.mongodMs(), raw.framesPerLog());
    reached.forEach((shape, measured) -> {
      double rate = measured.median(Run::perSecond);
      Measured limit = limits.get(shape);
      double bare = limit == null ? Double.NaN : limit.median(Run::perSecond);
      report.fact(
          "%s %s: %.2f of the bare server, %.2f of the raw insert",
          shape.text(), shape.policy(), rate / bare, rate / raw.framesPerSecond());
    });
  }

  private void marks(Map<Shape, Measured> reached) {
    marks(reached.get(Plan.FIFTY), 20_000);
    marks(reached.get(Plan.THOUSAND), 30_000);
    Measured thousand = reached.get(Plan.THOUSAND);
    if (thousand != null) {
      report.atMost("p99 at 1000×4, ms", 300, thousand.median(Run::p99), "%.0f");
    }
  }

  private void marks(@Nullable Measured measured, double perSecond) {
    if (measured == null) {
      return;
    }
    String what = measured.what();
    report.atLeast("packets/s, " + what, perSecond, measured.median(Run::perSecond), "%,.0f");
    report.atMost(
        "server CPU-ms per 1,000 packets, " + what, 35, measured.median(Run::serverMs), "%.1f");
    report.atMost(
        "mongod CPU-ms per 1,000 packets, " + what, 25, measured.median(Run::mongodMs), "%.1f");
  }

  private void crowd(Site site, Child server, List<Sender> crowd, @Nullable Measured before)
      throws InterruptedException {
    double lying = new StoredFigures(site, report).samples() / 1e6;
    Shape many = Shape.platforms(50, 16, plan.many());
    List<Measured> growing;
    try (LagWatch lag = new LagWatch(server)) {
      growing = run.growing(site.target(server), many, crowd, plan.millions());
      report.heading("Many vehicles over the same links, as what is stored grows");
      report.table(growing);
      report.fact(
          "mongod cache %d MB; samples count from this load on, %,.1f M lay there before",
          site.settings().cacheMegabytes(), lying);
      report.atMost(
          "seconds the projector was behind the log, %,d VINs".formatted(plan.many()),
          5,
          lag.greatest(),
          "%.1f");
    }
    Measured last = growing.getLast();
    if (before != null) {
      double few = before.median(Run::serverMs) + before.median(Run::mongodMs);
      double after = last.median(Run::serverMs) + last.median(Run::mongodMs);
      String what = "CPU with %,d VINs over CPU with %,d".formatted(plan.many(), plan.few());
      report.atMost(what, 1.5, after / few, "%.2f");
    }
    report.atMost(
        "RSS of the server with many VINs, MB", 900, last.greatest(Run::serverMegabytes), "%.0f");
  }

  /** Vehicles whose first day is charted: those of the first mark if it ran. */
  private List<Sender> chartable(Map<Shape, List<Sender>> loads) {
    Shape shape = loads.containsKey(Plan.FIFTY) ? Plan.FIFTY : few;
    List<Sender> senders = loads.getOrDefault(shape, List.of());
    return senders.subList(0, Math.min(CHARTS, senders.size()));
  }
}
