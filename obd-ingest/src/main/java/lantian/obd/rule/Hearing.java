package lantian.obd.rule;

import java.util.function.Consumer;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** One item before all rules: passes on what they tell and counts what they could judge. */
final class Hearing implements Findings {
  private final Judge judge;
  private final Memory was;
  private final Vin vin;
  private final RuleSet set;
  private final Consumer<Finding> out;
  private final int day;
  private int @Nullable [] counts;
  private int rule;

  Hearing(Judge judge, Memory was, long second, Vin vin, RuleSet set, Consumer<Finding> out) {
    this.judge = judge;
    this.was = was;
    this.vin = vin;
    this.set = set;
    this.out = out;
    this.day = CityTime.dayNumber(second);
    // the first item of a day begins its counts, whether or not it is counted
    this.counts = day == was.day ? null : new int[was.counts.length];
  }

  /** Turns to a rule, by its position in the book. */
  void turnTo(int rule) {
    this.rule = rule;
  }

  /**
   * The memory after the item: the old instance if neither a part nor a count changed.
   *
   * @param parts the parts after the item, null if none changed
   */
  Memory end(Object @Nullable [] parts) {
    int[] changed = counts;
    if (parts == null && changed == null) {
      return was;
    }
    return new Memory(
        was.book, parts == null ? was.parts : parts, day, changed == null ? was.counts : changed);
  }

  @Override
  public String ruleSet() {
    return set.id();
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
    count(0);
  }

  @Override
  public void notAssessable(Cause cause) {
    count(1 + was.book.at(rule).causes().indexOf(cause));
  }

  private void count(int offset) {
    int[] row = counts;
    if (row == null) {
      row = was.counts.clone();
      counts = row;
    }
    row[was.book.firstCounter(rule) + offset]++;
  }
}
