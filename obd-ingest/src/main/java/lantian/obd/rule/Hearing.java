package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * One vehicle's items before all rules, from one memory on (审理): passes on what they tell and
 * counts what they could judge.
 *
 * <p>What it was given is never changed; it works on copies of its own, made once, so that a day of
 * ten thousand items costs no more of them than one item.
 */
final class Hearing implements Findings {
  private final Judge judge;
  private final RuleBook book;
  private final RuleSets sets;
  private final Vin vin;
  private final Consumer<Finding> out;
  private Memory was;
  private Object[] parts;
  private int[] counts;
  private int day;
  private boolean ownParts;
  private boolean ownCounts;
  private final List<Told> told = new ArrayList<>(0);
  private int rule;
  private int at;
  private int assessed;
  private String ruleSet = "";

  /** What was told at which item of the run. */
  private record Told(int at, Finding finding) {}

  Hearing(Judge judge, RuleSets sets, Memory was, Vin vin, Consumer<Finding> out) {
    this.judge = judge;
    this.book = was.book;
    this.sets = sets;
    this.vin = vin;
    this.out = out;
    this.was = was;
    this.parts = was.parts;
    this.counts = was.counts;
    this.day = was.day;
  }

  /** Leads one item past all rules; one from before the first rule set says nothing. */
  void item(Reading item, VehicleFacts facts) {
    run(new Run(item, facts));
  }

  /**
   * Leads items past all rules, one rule after the other; what they tell comes out item by item all
   * the same.
   */
  void run(Run run) {
    int from = 0;
    while (from < run.size()) {
      RuleSet set = sets.at(run.second(from));
      int dayNumber = CityTime.dayNumber(run.second(from));
      int to = run.size();
      while (!belongs(run.second(to - 1), set, dayNumber)) {
        to--;
      }
      if (set != null) {
        turnToDay(dayNumber);
        stretch(run, from, to, set);
      }
      from = to;
    }
    tell();
  }

  @SuppressWarnings("ReferenceEquality") // a set is one object
  private boolean belongs(long second, @Nullable RuleSet set, int dayNumber) {
    return sets.at(second) == set && CityTime.dayNumber(second) == dayNumber;
  }

  /** Items of one day under one set. */
  @SuppressWarnings("ReferenceEquality") // the same instance is how a rule says "nothing changed"
  private void stretch(Run run, int from, int to, RuleSet set) {
    ruleSet = set.id();
    for (int i = 0; i < parts.length; i++) {
      rule = i;
      at = from;
      Object part = parts[i];
      RuleSet.Block block = set.block(i);
      Object next = block == null ? rest(part) : hear(part, run, to, block.limits());
      if (next != part) {
        if (!ownParts) {
          parts = parts.clone();
          ownParts = true;
        }
        parts[i] = next;
      }
    }
  }

  private Object hear(Object part, Run run, int to, Object limits) {
    Rule<Object, Object> hears = book.at(rule);
    Reading[] items = run.items();
    VehicleFacts[] facts = run.facts();
    Object now = part;
    for (int i = at; i < to; i++) {
      at = i;
      now = hears.step(now, items[i], limits, facts[i], this);
    }
    if (assessed > 0) {
      count(book.firstCounter(rule), assessed);
      assessed = 0;
    }
    return now;
  }

  /** The rule is out of force: what it told ends where it stood. */
  @SuppressWarnings("ReferenceEquality") // what a rule begins with is one object
  private Object rest(Object part) {
    Object begins = book.initial(rule);
    if (part != begins) {
      Episode open = book.at(rule).open(part);
      if (open != null) {
        close(open);
      }
    }
    return begins;
  }

  /** The first item of a day begins its counts, whether or not it is counted. */
  private void turnToDay(int dayNumber) {
    if (dayNumber != day) {
      day = dayNumber;
      counts = new int[counts.length];
      ownCounts = true;
    }
  }

  private void tell() {
    if (!told.isEmpty()) {
      told.sort(Comparator.comparingInt(Told::at));
      told.forEach(one -> out.accept(one.finding));
      told.clear();
    }
  }

  /** The memory after the items; the one given if neither a part nor a count changed. */
  Memory memory() {
    if (ownParts || ownCounts) {
      was = new Memory(book, parts, day, counts);
      ownParts = false;
      ownCounts = false;
    }
    return was;
  }

  @Override
  public String ruleSet() {
    return ruleSet;
  }

  @Override
  public Vin subject() {
    return vin;
  }

  @Override
  public void open(Episode episode) {
    told.add(new Told(at, judge.finding(rule, episode, false, vin)));
  }

  @Override
  public void close(Episode episode) {
    told.add(new Told(at, judge.finding(rule, episode, true, vin)));
  }

  @Override
  public void assessed() {
    assessed++;
  }

  @Override
  public void notAssessable(Cause cause) {
    count(book.counter(rule, cause), 1);
  }

  private void count(int counter, int items) {
    if (!ownCounts) {
      counts = counts.clone();
      ownCounts = true;
    }
    counts[counter] += items;
  }
}
