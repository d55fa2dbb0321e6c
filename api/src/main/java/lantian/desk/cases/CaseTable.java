package lantian.desk.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of the case book (案件状态表): {@code case-table.yaml}, read and checked.
 *
 * @param states states by track, in the order of the file
 * @param moves what can be done
 * @param marks what the desk writes on a timeline without moving the case
 * @param fields data that moves ask for
 * @param reviewers how many persons have to review, by kind
 * @param otherReviewers the same for kinds that are not listed
 * @param opening clocks that a new case starts with
 * @param transitions the rows
 */
public record CaseTable(
    Map<Track, List<TrackState>> states,
    List<Move> moves,
    List<Mark> marks,
    List<DataField> fields,
    Map<String, Integer> reviewers,
    int otherReviewers,
    List<String> opening,
    List<Transition> transitions) {
  /** The clock that says whether a repair is overdue. */
  static final String REPAIR_CLOCK = "T7";

  /** Something the desk itself writes on a timeline (记事). */
  public record Mark(String id, String zh, String en) {}

  /** Copies the lists. */
  public CaseTable {
    states = Map.copyOf(states);
    moves = List.copyOf(moves);
    marks = List.copyOf(marks);
    fields = List.copyOf(fields);
    reviewers = Map.copyOf(reviewers);
    opening = List.copyOf(opening);
    transitions = List.copyOf(transitions);
  }

  /** The table that ships with the desk; throws {@link BrokenTable} if it contradicts itself. */
  public static CaseTable builtIn(Clocks clocks) {
    return read(Branch.resource(CaseTableReading.FILE), clocks.ids());
  }

  /** Reads and checks a table against the clocks there are. */
  static CaseTable read(String text, Set<String> clocks) {
    CaseTable table = CaseTableReading.read(text);
    List<String> faults = CaseTableCheck.faults(table, clocks);
    if (!faults.isEmpty()) {
      throw new BrokenTable(CaseTableReading.FILE, faults);
    }
    return table;
  }

  /** States of one track. */
  public List<TrackState> states(Track track) {
    return states.getOrDefault(track, List.of());
  }

  /** A state, empty if the track has no such state. */
  public Optional<TrackState> find(Track track, String id) {
    return states(track).stream().filter(state -> state.id().equals(id)).findFirst();
  }

  /** A state that must be there. */
  public TrackState state(Track track, String id) {
    return find(track, id)
        .orElseThrow(() -> new IllegalStateException("no state " + track.id() + "." + id));
  }

  /** A move, empty if there is none of this id. */
  public Optional<Move> move(String id) {
    return moves.stream().filter(move -> move.id().equals(id)).findFirst();
  }

  /** A data field that must be there. */
  public DataField field(String id) {
    return fields.stream()
        .filter(field -> field.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no field " + id));
  }

  /** How many different persons have to review a case of this kind. */
  public int reviewersOf(String kind) {
    return reviewers.getOrDefault(kind, otherReviewers);
  }

  /** Where a new case stands. */
  public CaseState initial() {
    return new CaseState(
        initial(Track.MAIN), initial(Track.PENALTY), initial(Track.REPAIR), initial(Track.APPEAL));
  }

  /** True if a case that stands there still takes findings. */
  public boolean takes(CaseState state) {
    return state(Track.MAIN, state.main()).takes();
  }

  /** True if the main track rests for good there. */
  public boolean ended(CaseState state) {
    return state(Track.MAIN, state.main()).terminal();
  }

  /** True if somebody may have to decide on this flag while a case stands there. */
  public boolean decidesOn(CaseFlag flag, CaseState state) {
    return transitions.stream()
        .filter(row -> row.clears() == flag)
        .anyMatch(row -> row.from().contains(state.of(row.move().track())));
  }

  /** The rows that fit a case, whoever makes them. */
  public List<Transition> fitting(CaseRecord record) {
    int count = reviewersOf(record.kind());
    return transitions.stream()
        .filter(row -> row.fits(record.state(), record.flags(), count))
        .toList();
  }

  /**
   * What the desk itself does with a case that stands there once its repair is overdue.
   *
   * @return the row; empty if nothing, whatever the time
   */
  Optional<Transition> onceOverdue(CaseRecord record) {
    return fitting(record).stream()
        .filter(row -> row.desk() && row.gates().contains(Gate.REPAIR_OVERDUE))
        .findFirst();
  }

  private String initial(Track track) {
    return states(track).stream()
        .filter(TrackState::initial)
        .map(TrackState::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no initial state of " + track.id()));
  }
}
