package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/**
 * Leads the items of vehicles past all rules (判定). Live it is called item by item, for a day judged
 * again item source by item source; both come to the same findings.
 *
 * <p>Pure: it holds nothing but rules and limits, and may be shared by threads.
 */
public final class Judge {
  private final RuleBook book;
  private final RuleSets sets;

  /** A judge under these rule sets. */
  public Judge(RuleSets sets) {
    this.book = sets.book();
    this.sets = sets;
  }

  /** The memory of a vehicle never seen. */
  public Memory initial() {
    return Memory.initial(book);
  }

  /** Reads a stored memory; see {@link Memory#decode}. */
  public Memory decode(byte[] bytes) {
    return Memory.decode(book, bytes);
  }

  /**
   * Steps one item, later than every one stepped before in the order (second, type).
   *
   * @param vin whose item
   * @param facts filed for the vehicle at the item's second
   * @param out takes a finding when it is told and again, under the same id, when it is closed
   * @return the next memory, the same instance if nothing changed
   */
  public Memory step(Memory was, Reading item, Vin vin, VehicleFacts facts, Consumer<Finding> out) {
    Hearing hearing = new Hearing(this, sets, was, vin, out);
    hearing.item(item, facts);
    return hearing.memory();
  }

  /** Judges the items of one city day, in order, from the memory at the end of the day before. */
  public DayResult day(Memory atStart, Readings items, Vin vin, FactsAt facts) {
    List<Finding> closed = new ArrayList<>();
    Consumer<Finding> out =
        finding -> {
          if (finding.state() == Finding.State.CLOSED) {
            closed.add(finding);
          }
        };
    Hearing hearing = new Hearing(this, sets, atStart, vin, out);
    Run run = new Run();
    int day = Integer.MIN_VALUE;
    while (run.fill(items, facts)) {
      day = CityTime.dayNumber(run.second(run.size() - 1));
      hearing.run(run);
    }
    Memory memory = hearing.memory();
    return new DayResult(memory, closed, open(memory, vin), memory.tallies(day));
  }

  /** The findings told and not closed in this memory, exactly as they were told. */
  public List<Finding> open(Memory memory, Vin vin) {
    List<Finding> out = new ArrayList<>();
    for (int i = 0; i < memory.parts.length; i++) {
      Episode episode = book.at(i).open(memory.parts[i]);
      if (episode != null) {
        out.add(finding(i, episode, false, vin));
      }
    }
    return out;
  }

  /** What the rule at a position told or closed, as a finding. */
  Finding finding(int rule, Episode episode, boolean closed, Vin vin) {
    return Finding.of(book.at(rule), setOf(episode), episode, closed, vin);
  }

  /** The set an episode was told under; if that is gone, the one now in force at that time. */
  private RuleSet setOf(Episode episode) {
    RuleSet named = sets.named(episode.ruleSet());
    if (named != null) {
      return named;
    }
    RuleSet then = sets.at(episode.last());
    return then == null ? sets.list().getFirst() : then;
  }
}
