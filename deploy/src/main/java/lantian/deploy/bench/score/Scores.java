package lantian.deploy.bench.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.world.Severity;
import org.jspecify.annotations.Nullable;

/** What came out, counted (评分). */
public final class Scores {
  private final FaultBook book;
  private final Set<String> rules;
  private final List<Outcome> honest;
  private final List<Outcome> faulty;

  /** Scores of a result; only rules that there are count. */
  public Scores(FaultBook book, List<String> rules, Trials.Result result) {
    this.book = book;
    this.rules = Set.copyOf(rules);
    this.honest = result.honest();
    this.faulty = result.faulty();
  }

  /**
   * How often a fault of one severity was found.
   *
   * @param found found among those that did what shows it
   * @param hidden trucks that did not, left out
   * @param hours median engine-on hours to the first finding, NaN if there is none
   * @param days median days to it
   */
  public record Recall(Interval found, int hidden, double hours, double days) {}

  /** True if there is a rule for this fault. */
  public boolean ruled(FaultEntry entry) {
    return entry.hits().stream().anyMatch(rules::contains);
  }

  /** How often it was found. */
  public Recall recall(FaultEntry entry, Severity severity) {
    int shown = 0;
    int hidden = 0;
    List<Told> hits = new ArrayList<>();
    for (Outcome outcome : of(entry.fault(), severity)) {
      Told first = first(outcome, entry.hits());
      // A fault that was found did show, however little the truck did.
      if (first == null && !entry.shown(outcome.exposure())) {
        hidden++;
      } else {
        shown++;
        if (first != null) {
          hits.add(first);
        }
      }
    }
    return new Recall(
        Interval.of(hits.size(), shown),
        hidden,
        median(hits.stream().mapToDouble(Told::hours).sorted().toArray()),
        median(hits.stream().mapToDouble(Told::days).sorted().toArray()));
  }

  /** Trucks that a rule of this fault was right about, among all that one spoke of. */
  public Interval precision(FaultEntry entry) {
    int right = 0;
    int wrong = 0;
    for (Outcome outcome : honest) {
      wrong += first(outcome, entry.hits()) == null ? 0 : 1;
    }
    for (Outcome outcome : faulty) {
      boolean accused = false;
      boolean falsely = false;
      for (String rule : entry.hits()) {
        Told told = outcome.told().get(rule);
        accused |= told != null;
        falsely |= told != null && (told.before() > 0 || !right(outcome, rule));
      }
      right += accused && !falsely ? 1 : 0;
      wrong += falsely ? 1 : 0;
    }
    return Interval.of(right, right + wrong);
  }

  private boolean right(Outcome outcome, String rule) {
    Fault fault = outcome.label().fault();
    return fault != null && book.of(fault.kind()).right(rule);
  }

  /** Trucks of a fault and severity that a rule spoke of after it began. */
  public int spoken(FaultEntry entry, Severity severity, String rule) {
    int count = 0;
    for (Outcome outcome : of(entry.fault(), severity)) {
      Told told = outcome.told().get(rule);
      count += told != null && told.after() > 0 ? 1 : 0;
    }
    return count;
  }

  /** Trucks of a fault and severity. */
  public List<Outcome> of(Fault.Kind kind, Severity severity) {
    return faulty.stream()
        .filter(o -> o.label().fault() != null && o.label().fault().kind() == kind)
        .filter(o -> o.label().severity() == severity)
        .toList();
  }

  /** Days of honest trucks. */
  public int honestDays() {
    return honest.stream().mapToInt(Outcome::drivenDays).sum();
  }

  /** Days of faulty trucks. */
  public int faultyDays() {
    return faulty.stream().mapToInt(Outcome::drivenDays).sum();
  }

  /** False findings on honest trucks. */
  public int falseFindings() {
    return honest.stream().mapToInt(o -> o.told().keySet().stream().mapToInt(o::wrong).sum()).sum();
  }

  /** Honest trucks with a false finding. */
  public List<Outcome> falselyAccused() {
    return honest.stream().filter(o -> !o.told().isEmpty()).toList();
  }

  /** Faulty trucks of which a rule spoke that knows nothing of their fault, or too early. */
  public Map<String, Integer> strayRules() {
    Map<String, Integer> out = new TreeMap<>();
    for (Outcome outcome : faulty) {
      outcome
          .told()
          .forEach((rule, told) -> {
            if (told.before() > 0 || !right(outcome, rule)) {
              Fault fault = outcome.label().fault();
              String kind = fault == null ? "" : fault.kind().typed();
              out.merge(rule + " on " + kind, 1, Integer::sum);
            }
          });
    }
    return out;
  }

  /** Honest vehicle-days, false findings and accused trucks for each group. */
  public Map<String, int[]> byGroup(Function<Outcome, String> group) {
    Map<String, int[]> out = new TreeMap<>();
    for (Outcome outcome : honest) {
      int[] row = out.computeIfAbsent(group.apply(outcome), _ -> new int[4]);
      row[0]++;
      row[1] += outcome.drivenDays();
      row[2] += outcome.told().keySet().stream().mapToInt(outcome::wrong).sum();
      row[3] += outcome.told().isEmpty() ? 0 : 1;
    }
    return out;
  }

  private static @Nullable Told first(Outcome outcome, Set<String> rules) {
    Told first = null;
    for (String rule : rules) {
      Told told = outcome.told().get(rule);
      if (told != null && told.after() > 0 && (first == null || told.hours() < first.hours())) {
        first = told;
      }
    }
    return first;
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }
}
