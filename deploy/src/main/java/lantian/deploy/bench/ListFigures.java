package lantian.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lantian.deploy.bench.DeskPeople.Person;
import org.bson.Document;

/** How long case lists take (案件列表耗时): cold right after a start of the database, then warm. */
final class ListFigures {
  private static final double MARK = 100;

  private final Report report;
  private final Map<ListAsk, List<Double>> cold = new LinkedHashMap<>();
  private final Map<ListAsk, List<Double>> warm = new LinkedHashMap<>();
  private final Map<ListAsk, String> found = new LinkedHashMap<>();

  ListFigures(Report report) {
    this.report = report;
  }

  /**
   * One list.
   *
   * @param list its name
   * @param count what it says there are
   * @param warmP50 median, ms
   * @param warmP95 ms
   * @param cold worst answer right after a start of the database, ms
   */
  record Line(String list, String count, double warmP50, double warmP95, double cold) {}

  /**
   * Asks for each once; the first after a start pays for the others, so each start begins
   * elsewhere.
   */
  void cold(Map<Person, Clerk> clerks, List<ListAsk> asks, int start) throws InterruptedException {
    for (int i = 0; i < asks.size(); i++) {
      ListAsk ask = asks.get((i + start * asks.size() / 3) % asks.size());
      cold.computeIfAbsent(named(ask, asks), any -> new ArrayList<>()).add(once(clerks, ask));
    }
  }

  /** Asks for each so often. */
  void warm(Map<Person, Clerk> clerks, List<ListAsk> asks, int rounds, Usage.Watched watched)
      throws InterruptedException {
    Usage before = Usage.now(watched);
    for (int round = 0; round < rounds; round++) {
      for (ListAsk ask : asks) {
        warm.computeIfAbsent(named(ask, asks), any -> new ArrayList<>()).add(once(clerks, ask));
      }
    }
    Usage used = Usage.now(watched).since(before);
    int requests = rounds * asks.size();
    report.fact(
        "CPU per list request: server %.1f ms, mongod %.1f ms; others used %.2f cores meanwhile",
        used.server() * 1_000 / requests, used.mongod() * 1_000 / requests, used.others());
  }

  /** Cursors differ from start to start; the list is the same. */
  private ListAsk named(ListAsk ask, List<ListAsk> asks) {
    return cold.keySet().stream()
        .filter(known -> known.name().equals(ask.name()))
        .findFirst()
        .orElse(asks.get(asks.indexOf(ask)));
  }

  private double once(Map<Person, Clerk> clerks, ListAsk ask) throws InterruptedException {
    Clerk.Answer answer = java.util.Objects.requireNonNull(clerks.get(ask.by())).get(ask.path());
    JsonNode json = answer.json();
    found.put(ask, json.get("count").asText() + (json.get("more").asBoolean() ? "+" : ""));
    return answer.nanos() / 1e6;
  }

  /** The raw limits: one case by its id, and a list that finds nothing. */
  void limits(
      MongoCollection<Document> cases, Map<Person, Clerk> clerks, List<String> ids, int times)
      throws InterruptedException {
    List<Double> finds = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      cases.find(new Document("_id", ids.get(i % ids.size()))).first();
      finds.add((System.nanoTime() - begun) / 1e6);
      empty.add(once(clerks, ListAsk.nothing()));
    }
    report.fact(
        "raw limits: one case by its id %.1f ms at the median, %.1f ms p95; a list that finds"
            + " nothing %.1f and %.1f ms",
        share(finds, 0.5), share(finds, 0.95), share(empty, 0.5), share(empty, 0.95));
  }

  void print(int cases) {
    List<Line> lines = new ArrayList<>();
    List<Double> allCold = new ArrayList<>();
    List<Double> allWarm = new ArrayList<>();
    cold.forEach((ask, times) -> {
      List<Double> again = warm.getOrDefault(ask, List.of());
      allCold.addAll(times);
      allWarm.addAll(again);
      lines.add(
          new Line(
              ask.name(),
              found.getOrDefault(ask, ""),
              share(again, 0.5),
              share(again, 0.95),
              share(times, 1)));
    });
    report.grid(
        "list | count | warm p50 ms | warm p95 ms | cold, worst ms",
        lines,
        line ->
            "%s | %s | %.1f | %.1f | %.1f"
                .formatted(line.list(), line.count(), line.warmP50(), line.warmP95(), line.cold()));
    String of = " with %,d cases, ms".formatted(cases);
    report.atMost("case list p95, warm," + of, MARK, share(allWarm, 0.95), "%.0f");
    double worst = lines.stream().mapToDouble(Line::warmP95).max().orElse(Double.NaN);
    report.atMost("case list p95 of its slowest filter, warm," + of, MARK, worst, "%.0f");
    report.atMost("case list p95, cold," + of, MARK, share(allCold, 0.95), "%.0f");
  }

  /** The value that this share does not exceed. */
  static double share(List<Double> times, double share) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
