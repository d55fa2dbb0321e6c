package lantian.desk.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a case's timeline (案件事件链校验): every changed, missing, added or swapped event is found and
 * located, and so is a state or a fixed manifest that is not what the last event left.
 *
 * <p>Events taken off the end together with a state set back to match are found only against a head
 * that is kept elsewhere; so is a chain rewritten as a whole.
 */
public final class EventChain {
  /** What is wrong with a chain. */
  public enum What {
    /** The event is not what was written. */
    CHANGED,
    /** The event is not there. */
    MISSING,
    /** The event stands behind one that came later, or twice. */
    MISPLACED,
    /** The case is not in the state that its last event left it in. */
    STATE,
    /** The findings are not those that the last event sealed. */
    ROWS,
    /** A corrected plate is not what its event says, or one of the two is not there. */
    PLATES,
    /** The event with the kept head is not there. */
    HEAD
  }

  /**
   * One fault.
   *
   * @param seq number that the event has or should have
   * @param what what is wrong with it
   */
  public record Break(int seq, What what) {}

  private final CaseRecord record;
  private final List<Break> breaks = new ArrayList<>();

  private EventChain(CaseRecord record) {
    this.record = record;
  }

  /**
   * Checks one case.
   *
   * @param head hash of an event that is known from elsewhere, null if none is
   * @return what is wrong, empty if nothing is
   */
  public static List<Break> check(CaseRecord record, CaseTable table, @Nullable String head) {
    EventChain chain = new EventChain(record);
    chain.events();
    chain.end(table);
    chain.plates();
    if (head != null && record.events().stream().noneMatch(e -> e.hash().equals(head))) {
      chain.wrong(record.events().size(), What.HEAD);
    }
    return List.copyOf(chain.breaks);
  }

  private void events() {
    CaseEvent last = null;
    int expected = 0;
    for (CaseEvent event : record.events()) {
      if (!intact(event)) {
        // Its own number may be what was changed, so that only its place tells which it was.
        wrong(expected, What.CHANGED);
        expected++;
      } else if (event.seq() < expected) {
        wrong(event.seq(), What.MISPLACED);
        continue;
      } else if (event.seq() > expected) {
        wrong(expected, What.MISSING);
        expected = event.seq() + 1;
      } else {
        follows(last, event);
        expected++;
      }
      last = event;
    }
    if (last == null) {
      wrong(0, What.MISSING);
    }
  }

  private void follows(@Nullable CaseEvent last, CaseEvent event) {
    if (!event.previous().equals(last == null ? CaseEvent.NOTHING : last.hash())) {
      // This one is what was written, so it is the one before that was rewritten with its hash.
      wrong(Math.max(0, event.seq() - 1), What.CHANGED);
    } else if (last != null && intact(last) && !last.to().equals(event.from())) {
      wrong(event.seq(), What.CHANGED);
    }
  }

  private boolean intact(CaseEvent event) {
    return event.hash().equals(event.hash(record.id()));
  }

  private void end(CaseTable table) {
    if (record.events().isEmpty()) {
      return;
    }
    CaseEvent last = record.events().getLast();
    int place = record.events().size() - 1;
    if (!last.to().equals(record.state())) {
      wrong(place, What.STATE);
    }
    boolean fixed = table.find(Track.MAIN, record.state().main()).map(s -> !s.takes()).orElse(true);
    if (fixed && !last.manifest().equals(CaseJson.digest(CaseJson.rows(record)))) {
      wrong(place, What.ROWS);
    }
  }

  /** Whole plates stand beside the events, which hold their digest. */
  private void plates() {
    Map<Integer, PlateCorrection> corrected = new HashMap<>();
    Map<Integer, PlateCorrection> takenBack = new HashMap<>();
    for (PlateCorrection one : record.corrections()) {
      Integer back = one.takenBack();
      if (corrected.put(one.event(), one) != null
          || (back != null && takenBack.put(back, one) != null)) {
        wrong(one.event(), What.PLATES);
      }
    }
    var plates =
        Map.of(PlateCorrection.CORRECTED, corrected, PlateCorrection.TAKEN_BACK, takenBack);
    for (CaseEvent event : record.events()) {
      Map<Integer, PlateCorrection> told = plates.get(event.move());
      if (told != null) {
        PlateCorrection one = told.remove(event.seq());
        if (one == null || !one.proves(event)) {
          wrong(event.seq(), What.PLATES);
        }
      }
    }
    corrected.keySet().forEach(seq -> wrong(seq, What.PLATES));
    takenBack.keySet().forEach(seq -> wrong(seq, What.PLATES));
  }

  private void wrong(int seq, What what) {
    Break found = new Break(seq, what);
    if (!breaks.contains(found)) {
      breaks.add(found);
    }
  }
}
