package lantian.obd.rule;

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
  private int rule;
  private String ruleSet = "";

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
  @SuppressWarnings("ReferenceEquality") // the same instance is how a rule says "nothing changed"
  void item(Reading item, VehicleFacts facts) {
    RuleSet set = sets.at(item.second());
    if (set == null) {
      return;
    }
    ruleSet = set.id();
    turnToDay(CityTime.dayNumber(item.second()));
    for (int i = 0; i < parts.length; i++) {
      Object part = parts[i];
      Object next = hear(i, part, item, set.block(i), facts);
      if (next != part) {
        if (!ownParts) {
          parts = parts.clone();
          ownParts = true;
        }
        parts[i] = next;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // what a rule begins with is one object
  private Object hear(
      int index, Object part, Reading item, RuleSet.@Nullable Block block, VehicleFacts facts) {
    rule = index;
    if (block != null) {
      return book.at(index).step(part, item, block.limits(), facts, this);
    }
    Object begins = book.initial(index);
    if (part != begins) {
      // The rule went out of force: what it told ends where it stood.
      Episode open = book.at(index).open(part);
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
    out.accept(judge.finding(rule, episode, false, vin));
  }

  @Override
  public void close(Episode episode) {
    out.accept(judge.finding(rule, episode, true, vin));
  }

  @Override
  public void assessed() {
    count(book.firstCounter(rule));
  }

  @Override
  public void notAssessable(Cause cause) {
    count(book.counter(rule, cause));
  }

  private void count(int counter) {
    if (!ownCounts) {
      counts = counts.clone();
      ownCounts = true;
    }
    counts[counter]++;
  }
}
