package lantian.obd.rule;

import java.util.List;

/**
 * What judging one vehicle-day came to (车辆日判定结果).
 *
 * <p>{@code open} holds every breach that is told and not closed at the day's end, whenever it
 * began. A day judged again while later days stand unchanged must not write them over a stored
 * closed finding of the same id: the closing belongs to the later day, and they only show that the
 * finding still follows.
 *
 * @param atEnd memory at the day's end
 * @param closed findings closed in the day, in the order of closing
 * @param open findings open at the day's end, in the order of the rule book
 * @param tallies one per rule, in the order of the rule book
 */
public record DayResult(
    Memory atEnd, List<Finding> closed, List<Finding> open, List<Tally> tallies) {
  /** Copies the lists. */
  public DayResult {
    closed = List.copyOf(closed);
    open = List.copyOf(open);
    tallies = List.copyOf(tallies);
  }

  /** Closed and open findings together; an id occurs once. */
  public List<Finding> findings() {
    return java.util.stream.Stream.concat(closed.stream(), open.stream()).toList();
  }
}
