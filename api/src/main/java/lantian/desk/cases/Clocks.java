package lantian.desk.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import lantian.proto.CityTime;

/** The time limits that the law and practice set (时限), dated, from {@code clocks.yaml}. */
public final class Clocks {
  private static final String FILE = "clocks.yaml";

  private final List<ClockRule> rules;
  private final WorkingDays workingDays;

  Clocks(List<ClockRule> rules, WorkingDays workingDays) {
    this.rules = rules.stream().sorted(Comparator.comparing(ClockRule::validFrom)).toList();
    this.workingDays = workingDays;
  }

  /** Those that ship with the desk; throws {@link BrokenTable} if a file is unreadable. */
  public static Clocks builtIn() {
    return read(Branch.resource(FILE));
  }

  static Clocks read(String text) {
    Branch root = Branch.root(FILE, text);
    List<ClockRule> rules = new ArrayList<>();
    for (Branch row : root.branches("clocks")) {
      ClockRule rule = rule(row);
      if (rules.stream()
          .anyMatch(r -> r.id().equals(rule.id()) && r.validFrom().equals(rule.validFrom()))) {
        throw row.fault(rule.id() + " has two rows from the same day");
      }
      rules.add(rule);
    }
    WorkingDays workingDays = WorkingDays.builtIn(root.numbers("calendars"));
    root.done();
    return new Clocks(rules, workingDays);
  }

  private static ClockRule rule(Branch row) {
    ClockRule rule =
        new ClockRule(
            row.text("id"),
            row.text("zh"),
            row.text("en"),
            row.number("days"),
            word(row, "count", ClockRule.Count.values()),
            word(row, "from", ClockRule.From.values()),
            row.day("validFrom"),
            row.text("source"),
            row.decided("verified"));
    row.done();
    if (rule.days() < 1) {
      throw row.fault("a clock has at least one day");
    }
    return rule;
  }

  private static <E extends Enum<E>> E word(Branch row, String key, E[] all) {
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(row.text(key))) {
        return one;
      }
    }
    throw row.fault("unknown " + key + " " + row.text(key));
  }

  /** Ids of the clocks there are. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    return ids;
  }

  /** All rows, by day of validity. */
  public List<ClockRule> rules() {
    return rules;
  }

  /** The calendars it counts by. */
  public WorkingDays workingDays() {
    return workingDays;
  }

  /** The row that a clock follows which starts on this day; before the first one the first. */
  public ClockRule rule(String id, LocalDate day) {
    List<ClockRule> rows = rules.stream().filter(rule -> rule.id().equals(id)).toList();
    if (rows.isEmpty()) {
      throw new IllegalStateException("no clock " + id);
    }
    return rows.reversed().stream()
        .filter(rule -> !rule.validFrom().isAfter(day))
        .findFirst()
        .orElse(rows.getFirst());
  }

  /** Starts a clock for a case, at a move or when its findings have changed. */
  Clock start(String id, CaseRecord record, Instant now) {
    ClockRule any = rule(id, CityTime.day(now));
    Instant from =
        switch (any.from()) {
          case MOVE -> now;
          case COLLECTION -> earliest(record, CaseFinding::start, now);
          case NOTICED -> earliest(record, CaseFinding::changed, now);
        };
    return start(id, from);
  }

  /** The clock counted anew if it runs and counts from the findings of the case. */
  Clock follow(Clock clock, CaseRecord record, Instant now) {
    boolean fixed = rule(clock.id(), CityTime.day(now)).from() == ClockRule.From.MOVE;
    return fixed || !clock.running() ? clock : start(clock.id(), record, now);
  }

  /** A clock that counts from this moment. */
  public Clock start(String id, Instant from) {
    LocalDate day = CityTime.day(from);
    ClockRule rule = rule(id, day);
    WorkingDays.Counted last =
        switch (rule.count()) {
          case WORKING -> workingDays.after(day, rule.days());
          case CALENDAR -> new WorkingDays.Counted(day.plusDays(rule.days()), true);
        };
    Instant due = last.day().plusDays(1).atStartOfDay(CityTime.ZONE).toInstant().minusMillis(1);
    return new Clock(id, from, due, last.known(), null);
  }

  private static Instant earliest(
      CaseRecord record, Function<CaseFinding, Instant> when, Instant otherwise) {
    return record.standing().stream().map(when).min(Instant::compareTo).orElse(otherwise);
  }
}
