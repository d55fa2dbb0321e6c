package lantian.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import lantian.deploy.bench.score.FaultBook;
import lantian.deploy.bench.score.FaultEntry;
import lantian.deploy.bench.score.Interval;
import lantian.deploy.bench.score.Outcome;
import lantian.deploy.bench.score.Scores;
import lantian.deploy.simulate.world.Habit;
import lantian.deploy.simulate.world.HardCase;
import lantian.deploy.simulate.world.Severity;
import lantian.obd.rule.RuleBook;
import org.jspecify.annotations.Nullable;

/** What the rules found and missed, as tables (评测结果). */
final class JudgeFigures {
  private static final double RECALL = 0.9;
  private static final double PRECISION = 0.97;
  private static final double MOST_FALSE = 2;

  private final Report report;
  private final FaultBook book;
  private final Scores scores;

  JudgeFigures(Report report, FaultBook book, Scores scores) {
    this.report = report;
    this.book = book;
    this.scores = scores;
  }

  void all() {
    report.fact(
        "%,d days of %,d honest trucks, %,d days of faulty ones",
        scores.honestDays(), honestTrucks(), scores.faultyDays());
    falseFindings();
    found();
    confusion();
    marks();
  }

  private int honestTrucks() {
    return scores.byGroup(_ -> "").getOrDefault("", new int[1])[0];
  }

  private void falseFindings() {
    report.heading("False findings");
    int wrong = scores.falseFindings();
    double thousands = scores.honestDays() / 1_000.0;
    report.fact(
        "%d false findings on %d honest trucks: %.2f per 1,000 honest vehicle-days, with 95 %%"
            + " certainty at most %.2f (exact, Poisson)",
        wrong, scores.falselyAccused().size(), wrong / thousands, Interval.most(wrong) / thousands);
    groups("hard case", o -> hard(o.label().hardCase()));
    groups("habit of the terminal", o -> habit(o.label().habit()));
    groups("engine family", o -> o.label().family());
    groups("stage", o -> o.label().stage().filed());
    groups("job", o -> o.label().job().name().toLowerCase(Locale.ROOT));
    List<Accused> rules = new ArrayList<>();
    for (String rule : RuleBook.STANDARD.ids()) {
      rules.add(Accused.of(rule, scores.falselyAccused()));
    }
    report.grid(
        "rule | false findings | honest trucks | which (number, hard case, habit, family, job)",
        rules,
        Accused::cells);
    Map<String, Integer> stray = scores.strayRules();
    report.fact(
        "on faulty trucks: %s",
        stray.isEmpty()
            ? "no rule spoke that knows nothing of the fault, and none too early"
            : "spoke too early or of another fault than there is: " + stray);
  }

  /** False findings of one rule. */
  record Accused(String rule, int findings, int trucks, String which) {
    static Accused of(String rule, List<Outcome> honest) {
      List<Outcome> those = honest.stream().filter(o -> o.told().containsKey(rule)).toList();
      int findings = those.stream().mapToInt(o -> o.findings(rule)).sum();
      List<String> which =
          those.stream()
              .limit(8)
              .map(o ->
                  "%d %s, %s %s %s"
                      .formatted(
                          o.number(),
                          hard(o.label().hardCase()),
                          habit(o.label().habit()),
                          o.label().family(),
                          o.label().job()))
              .toList();
      return new Accused(rule, findings, those.size(), String.join("; ", which));
    }

    String cells() {
      return "%s | %d | %d | %s".formatted(rule, findings, trucks, which);
    }
  }

  /** Honest days of a group. */
  record Group(String name, int trucks, int days, int findings, int accused) {
    String cells() {
      return "%s | %,d | %,d | %d | %d".formatted(name, trucks, days, findings, accused);
    }
  }

  private void groups(String what, Function<Outcome, String> group) {
    List<Group> rows = new ArrayList<>();
    scores
        .byGroup(group)
        .forEach((name, row) -> rows.add(new Group(name, row[0], row[1], row[2], row[3])));
    report.grid(
        what + " | honest trucks | vehicle-days | false findings | trucks falsely accused",
        rows,
        Group::cells);
  }

  private static String habit(@Nullable Habit habit) {
    return habit == null ? "none" : habit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String hard(@Nullable HardCase hardCase) {
    return hardCase == null ? "plain" : hardCase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What was found of one fault. */
  record Found(
      String kind,
      String zh,
      Scores.Recall slight,
      Scores.Recall clear,
      Scores.Recall gross,
      Interval precision,
      boolean ruled) {
    String cells() {
      return "%s %s | %s | %s | %s | %s | %s | %s"
          .formatted(
              kind,
              zh,
              share(slight.found()),
              share(clear.found()),
              share(gross.found()),
              ruled ? share(precision) : "no rule",
              number(gross.hours(), "%.1f h, ") + number(gross.days(), "%.1f d"),
              gross.hidden());
    }
  }

  private void found() {
    report.heading("Found, by fault and severity");
    report.fact(
        "share found with its interval of 95 %% after Wilson, among trucks that did what shows the"
            + " fault (faults.json says what that is; the others are counted as hidden); precision:"
            + " of all trucks that a rule of the fault spoke of, the share about which it was right;"
            + " delay: median of engine-on hours and of days from the onset of a gross fault");
    List<Found> rows = new ArrayList<>();
    for (FaultEntry entry : book.entries()) {
      rows.add(
          new Found(
              entry.kind(),
              entry.zh(),
              scores.recall(entry, Severity.SLIGHT),
              scores.recall(entry, Severity.CLEAR),
              scores.recall(entry, Severity.GROSS),
              scores.precision(entry),
              scores.ruled(entry)));
    }
    report.grid(
        "fault | slight | clear | gross | precision | delay, gross | gross hidden",
        rows,
        Found::cells);
  }

  /** One row of the confusion table. */
  record Confused(String kind, int trucks, String spoke) {
    String cells() {
      return "%s | %d | %s".formatted(kind, trucks, spoke);
    }
  }

  private void confusion() {
    report.heading("Which rule spoke of which gross fault");
    List<Confused> rows = new ArrayList<>();
    for (FaultEntry entry : book.entries()) {
      List<String> spoke = new ArrayList<>();
      for (String rule : RuleBook.STANDARD.ids()) {
        int count = scores.spoken(entry, Severity.GROSS, rule);
        if (count > 0) {
          String mark = entry.right(rule) ? "" : " **wrong**";
          spoke.add(rule.replace("OBD-", "") + " " + count + mark);
        }
      }
      int trucks = scores.of(entry.fault(), Severity.GROSS).size();
      rows.add(new Confused(entry.kind(), trucks, String.join(", ", spoke)));
    }
    report.grid("gross fault | trucks | rules that spoke, trucks each", rows, Confused::cells);
  }

  private void marks() {
    double thousands = scores.honestDays() / 1_000.0;
    report.atMost(
        "false findings per 1,000 honest vehicle-days, upper end of 95 %",
        MOST_FALSE, Interval.most(scores.falseFindings()) / thousands, "%.2f");
    for (FaultEntry entry : book.entries()) {
      if (scores.ruled(entry)) {
        double recall = scores.recall(entry, Severity.GROSS).found().share();
        double precision = scores.precision(entry).share();
        report.atLeast("gross " + entry.kind() + " found", RECALL, zero(recall), "%.2f");
        report.atLeast(entry.kind() + ": precision", PRECISION, zero(precision), "%.3f");
      }
    }
  }

  private static double zero(double share) {
    return Double.isNaN(share) ? 0 : share;
  }

  private static String share(Interval found) {
    return found.of() == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f–%.2f; %d/%d)",
            found.share(),
            found.low(),
            found.high(),
            found.hits(),
            found.of());
  }

  private static String number(double value, String form) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, form, value);
  }
}
