package lantian.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.deploy.bench.DeskPeople.Person;
import org.bson.Document;

/**
 * {@code lantian bench desk}: a desk with as many cases as a city has in years, over HTTP, with
 * what it writes for people (业务端性能测试).
 */
public final class DeskBench {
  private static final long SEED = 1;

  private final DeskPlan plan;
  private final Path root;
  private final Path folder;
  private final int cacheMegabytes;
  private final Instant now;
  private final Report report;

  /**
   * A bench.
   *
   * @param root folder of the whole project
   * @param folder empty or new; holds the database afterwards
   * @param json true for JSON lines instead of Markdown
   */
  public DeskBench(
      DeskPlan plan,
      Path root,
      Path folder,
      int cacheMegabytes,
      Instant now,
      PrintWriter out,
      PrintWriter progress,
      boolean json) {
    this.plan = plan;
    this.root = root;
    this.folder = folder;
    this.cacheMegabytes = cacheMegabytes;
    this.now = now;
    this.report = new Report(out, progress, json);
  }

  /** Runs all of it. */
  public void run() throws IOException, InterruptedException {
    report.fact("%s; server, mongod and whoever asks share it", Machine.name());
    DeskPeople people = filled();
    report.heading("Case lists");
    report.fact(
        "%,d cases of %,d vehicles, mongod cache %,d MB; times are those of whoever asks over"
            + " loopback, a little more than the server's own",
        plan.cases(), plan.vehicles(), cacheMegabytes);
    try (HandOff receiver = new HandOff()) {
      Path settings = receiver.settings(folder);
      ListFigures lists = new ListFigures(report);
      for (int start = 0; start < plan.restarts(); start++) {
        boolean last = start + 1 == plan.restarts();
        report.doing("start %d of %d", start + 1, plan.restarts());
        try (Site site = new Site(root, folder, cacheMegabytes);
            Child server = site.desk(settings)) {
          started(server, people, lists, start);
          if (last) {
            lasting(site, server, people, lists, receiver);
          }
        }
      }
    }
    files();
    report.goals();
  }

  private DeskPeople filled() throws InterruptedException {
    try (Site site = new Site(root, folder, cacheMegabytes)) {
      long begun = System.nanoTime();
      if (site.stored().getCollection("desk_cases").estimatedDocumentCount() == 0) {
        new DeskStock(site.stored(), site.register(), now, report).fill(plan, SEED);
      }
      StoredFigures.checkpoint(site.client());
      report.fact(
          "filled in %.0f s, %,.0f bytes a case with its indexes on disk",
          (System.nanoTime() - begun) / 1e9,
          StoredFigures.bytes(site.stored(), "desk_cases") / plan.cases());
      return new DeskPeople(site.stored(), InstantSource.system(), new SecureRandom());
    }
  }

  private void started(Child server, DeskPeople people, ListFigures lists, int start)
      throws InterruptedException {
    Map<Person, Clerk> clerks = people.at(url(server));
    Clerk ecology = Objects.requireNonNull(clerks.get(Person.ECOLOGY));
    for (int i = 0; i < plan.warmUp(); i++) {
      ecology.get(ListAsk.nothing().path());
    }
    List<ListAsk> asks = ListAsk.all(clerks, now, 1);
    lists.cold(clerks, asks, start);
  }

  private void lasting(
      Site site, Child server, DeskPeople people, ListFigures lists, HandOff receiver)
      throws InterruptedException {
    Map<Person, Clerk> clerks = people.at(url(server));
    Clerk ecology = Objects.requireNonNull(clerks.get(Person.ECOLOGY));
    report.doing("asking for every list %d times", plan.rounds());
    List<ListAsk> asks = ListAsk.all(clerks, now, plan.deep());
    lists.warm(clerks, asks, plan.rounds(), new Usage.Watched(server.pid(), site.mongod()));
    MongoCollection<Document> cases = site.stored().getCollection("desk_cases");
    lists.limits(cases, clerks, ids(ecology), plan.warmUp());
    lists.print(plan.cases());
    report.heading("What goes out");
    List<Double> handOffs = receiver.measure(ecology, plan.handOffs());
    report.fact(
        "from the sending of a move to its webhook, ms: median %.0f, p95 %.0f, longest %.0f",
        ListFigures.share(handOffs, 0.5),
        ListFigures.share(handOffs, 0.95),
        ListFigures.share(handOffs, 1));
    report.atMost(
        "ms from a move to its webhook, p95", 1_000, ListFigures.share(handOffs, 0.95), "%.0f");
    FirstScreen screen = new FirstScreen(Clerk.nobody(HttpClient.newHttpClient(), url(server)));
    double kilobytes = screen.bytes() / 1024.0;
    report.fact("first screen: %d files, %.0f KB compressed", screen.files(), kilobytes);
    report.atMost("KB of the first screen", 400, kilobytes, "%.0f");
  }

  private static List<String> ids(Clerk clerk) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode row : clerk.get("/v1/cases?limit=200").json().get("rows")) {
      ids.add(row.get("id").asText());
    }
    return ids;
  }

  private void files() throws IOException {
    try (Child child = Site.sheet(root, folder, plan.rows())) {
      JsonNode book = child.ready();
      double seconds = book.get("seconds").asDouble();
      report.fact(
          "xlsx of %,d rows in a heap of %.0f MB: %.1f s, at most %.0f MB in use, file of %.1f MB",
          plan.rows(),
          book.get("heapMegabytes").asDouble(),
          seconds,
          book.get("peakMegabytes").asDouble(),
          book.get("bytes").asDouble() / (1 << 20));
      report.atMost(
          "s for an xlsx of %,d rows in 256 MB".formatted(plan.rows()), 5, seconds, "%.1f");
    }
    List<Double> sheets = SheetSpeed.sheets(plan.warmUp());
    report.fact(
        "evidence PDF, warm, ms: median %.0f, p95 %.0f",
        ListFigures.share(sheets, 0.5), ListFigures.share(sheets, 0.95));
    report.atMost("ms for an evidence PDF, p95", 500, ListFigures.share(sheets, 0.95), "%.0f");
  }

  private static String url(Child server) {
    return server.ready().get("http").get("url").asText().replaceFirst("/$", "");
  }
}
