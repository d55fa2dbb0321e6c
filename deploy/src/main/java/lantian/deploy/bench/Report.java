package lantian.deploy.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lantian.deploy.console.Json;

/** What a bench found: Markdown for a person, JSON lines for a program (测试报告). */
final class Report {
  private final PrintWriter out;
  private final PrintWriter progress;
  private final boolean json;
  private final List<Goal> goals = new ArrayList<>();

  Report(PrintWriter out, PrintWriter progress, boolean json) {
    this.out = out;
    this.progress = progress;
    this.json = json;
  }

  /**
   * A mark that was set.
   *
   * @param what in words
   * @param mark what it should be
   * @param measured what it is
   * @param met true if it is reached
   */
  record Goal(String what, String mark, String measured, boolean met) {}

  /** A finding in words. */
  record Fact(String fact) {}

  /** Where progress goes. */
  PrintWriter progress() {
    return progress;
  }

  /** Says to a person what is going on. */
  void doing(String form, Object... figures) {
    progress.printf(Locale.ROOT, form + "%n", figures);
    progress.flush();
  }

  void heading(String text) {
    if (!json) {
      out.println("\n## " + text + "\n");
    }
    out.flush();
  }

  void table(List<Measured> all) {
    out.print(json ? "" : Table.of(all) + "\n");
    if (json) {
      all.forEach(one -> out.println(Json.line(one)));
    }
    out.flush();
  }

  /** A table with these headings, cells apart by bars. */
  <T> void grid(String headings, List<T> all, Function<T, String> cells) {
    if (json) {
      all.forEach(one -> out.println(Json.line(one)));
    } else {
      out.println("\n| " + headings + " |\n|" + "---|".repeat(headings.split("\\|", -1).length));
      all.forEach(one -> out.println("| " + cells.apply(one) + " |"));
      out.println();
    }
    out.flush();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be another library
  void fact(String form, Object... figures) {
    String text = String.format(Locale.ROOT, form, figures);
    out.println(json ? Json.line(new Fact(text)) : "- " + text);
    out.flush();
  }

  /** Remembers a mark that should be at least this. */
  void atLeast(String what, double mark, double measured, String form) {
    goals.add(new Goal(what, "≥ " + figure(form, mark), figure(form, measured), measured >= mark));
  }

  /** Remembers a mark that should be at most this. */
  void atMost(String what, double mark, double measured, String form) {
    goals.add(new Goal(what, "≤ " + figure(form, mark), figure(form, measured), measured <= mark));
  }

  /** Prints every mark. */
  void goals() {
    heading("Marks");
    if (json) {
      goals.forEach(goal -> out.println(Json.line(goal)));
    } else {
      out.println("| what | mark | measured | |\n|---|---|---|---|");
      for (Goal goal : goals) {
        String met = goal.met() ? "reached" : "**missed**";
        out.println(
            "| %s | %s | %s | %s |".formatted(goal.what(), goal.mark(), goal.measured(), met));
      }
    }
    out.flush();
  }

  private static String figure(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
