package lantian.desk.cases;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the ways through the tracks of a table (状态可达性): no state is lost, none a trap. */
final class TrackWays {
  private final CaseTable table;
  private final List<String> faults = new ArrayList<>();

  private TrackWays(CaseTable table) {
    this.table = table;
  }

  static List<String> faults(CaseTable table) {
    TrackWays ways = new TrackWays(table);
    for (Track track : Track.values()) {
      ways.states(track);
    }
    table.transitions().forEach(ways::reversible);
    return ways.faults;
  }

  private void states(Track track) {
    Set<String> reached = reach(track, table.initial().of(track));
    for (TrackState state : table.states(track)) {
      if (!reached.contains(state.id())) {
        faults.add("%s.%s can't be reached".formatted(track.id(), state.id()));
      }
      if (!state.terminal() && next(track, state.id()).isEmpty()) {
        faults.add("%s.%s is a dead end but not terminal".formatted(track.id(), state.id()));
      }
    }
  }

  private void reversible(Transition row) {
    String to = row.to();
    for (String from : row.from()) {
      boolean back = to == null || reach(row.move().track(), to).contains(from);
      if (back != row.reversible()) {
        faults.add(
            "%s from %s is %sreversible, the table says otherwise"
                .formatted(row.move().id(), from, back ? "" : "not "));
      }
    }
  }

  private Set<String> reach(Track track, String start) {
    Set<String> reached = new HashSet<>(Set.of(start));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String next : next(track, open.pop())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  /** Where one move, or what another track's move does beside, leads from a state. */
  private Set<String> next(Track track, String state) {
    Set<String> next = new HashSet<>();
    for (Transition row : table.transitions()) {
      if (row.move().track() == track && row.from().contains(state) && row.to() != null) {
        next.add(row.to());
      }
      for (Effect effect : row.also()) {
        if (effect.track() == track && effect.from().contains(state)) {
          next.add(effect.to());
        }
      }
    }
    return next;
  }
}
