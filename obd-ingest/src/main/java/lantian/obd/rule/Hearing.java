package lantian.obd.rule;

import java.util.function.Consumer;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** The judge's scratch object while one item is heard; reused from item to item. */
final class Hearing implements Findings {
  private final Judge judge;
  private @Nullable Memory was;
  private @Nullable Vin vin;
  private @Nullable RuleSet set;
  private @Nullable Consumer<Finding> out;
  private @Nullable Rule<Object, Object> rule;
  private int @Nullable [] counts;
  private int day;
  private int first;

  Hearing(Judge judge) {
    this.judge = judge;
  }

  void begin(Memory was, long second, Vin vin, RuleSet set, Consumer<Finding> out) {
    this.was = was;
    this.vin = vin;
    this.set = set;
    this.out = out;
    this.day = CityTime.dayNumber(second);
    // the first item of a day begins its counts, whether or not it is counted
    this.counts = day == was.day ? null : new int[was.counts.length];
  }

  void rule(int index, Rule<Object, Object> rule) {
    this.rule = rule;
    this.first = now(was).book.firstCounter(index);
  }

  /**
   * The memory after the item: the old instance if neither a part nor a count changed.
   *
   * @param parts the parts after the item, null if none changed
   */
  Memory end(Object @Nullable [] parts) {
    Memory before = now(was);
    int[] changed = counts;
    if (parts == null && changed == null) {
      return before;
    }
    return new Memory(
        before.book,
        parts == null ? before.parts : parts,
        day,
        changed == null ? before.counts : changed);
  }

  @Override
  public String ruleSet() {
    return now(set).id();
  }

  @Override
  public void open(Episode episode) {
    now(out).accept(judge.finding(now(rule), episode, false, now(vin)));
  }

  @Override
  public void close(Episode episode) {
    now(out).accept(judge.finding(now(rule), episode, true, now(vin)));
  }

  @Override
  public void assessed() {
    count(0);
  }

  @Override
  public void notAssessable(Cause cause) {
    count(1 + now(rule).causes().indexOf(cause));
  }

  private void count(int offset) {
    int[] row = counts;
    if (row == null) {
      row = now(was).counts.clone();
      counts = row;
    }
    row[first + offset]++;
  }

  private static <T> T now(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no hearing");
    }
    return value;
  }
}
