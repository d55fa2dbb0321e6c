package lantian.desk.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for contradictions in the table (表文件校验). */
final class CaseTableCheck {
  private final CaseTable table;
  private final Set<String> clocks;
  private final List<String> faults = new ArrayList<>();

  private CaseTableCheck(CaseTable table, Set<String> clocks) {
    this.table = table;
    this.clocks = clocks;
  }

  static List<String> faults(CaseTable table, Set<String> clocks) {
    CaseTableCheck check = new CaseTableCheck(table, clocks);
    check.ids();
    table.transitions().forEach(check::row);
    check.repeats();
    check.clocks("opening", table.opening());
    if (check.faults.isEmpty()) {
      check.faults.addAll(TrackWays.faults(table));
    }
    return check.faults;
  }

  private void ids() {
    for (Track track : Track.values()) {
      unique("state of " + track.id(), table.states(track).stream().map(TrackState::id).toList());
      long initial = table.states(track).stream().filter(TrackState::initial).count();
      must(initial == 1, "%s has %d initial states", track.id(), initial);
      for (TrackState state : table.states(track)) {
        must(
            !state.takes() || track == Track.MAIN,
            "%s.%s can't take findings",
            track.id(),
            state.id());
      }
    }
    List<String> words = new ArrayList<>(table.moves().stream().map(Move::id).toList());
    table.marks().forEach(mark -> words.add(mark.id()));
    unique("move or mark", words);
    unique("field", table.fields().stream().map(DataField::id).toList());
    for (DataField field : table.fields()) {
      must(
          field.codes().isEmpty() != (field.type() == DataField.Type.CODE),
          "field %s has codes without being a code, or none although it is one",
          field.id());
      unique("code of " + field.id(), field.codes().stream().map(DataField.Code::id).toList());
    }
    for (Map.Entry<String, Integer> kind : table.reviewers().entrySet()) {
      must(reviewable(kind.getValue()), "kind %s: 1 or 2 reviewers", kind.getKey());
    }
    must(reviewable(table.otherReviewers()), "otherKinds: 1 or 2 reviewers");
    for (Move move : table.moves()) {
      must(
          table.transitions().stream().anyMatch(row -> row.move().equals(move)),
          "move %s has no transition",
          move.id());
    }
  }

  private void row(Transition row) {
    String name = name(row);
    Track track = row.move().track();
    must(!row.from().isEmpty(), "%s starts nowhere", name);
    known(name, track, row.from());
    if (row.to() != null) {
      known(name, track, List.of(row.to()));
      must(!row.from().contains(row.to()), "%s leads to where it starts; say same", name);
    }
    row.when()
        .forEach((other, states) -> {
          known(name, other, states);
          must(other != track, "%s asks for its own track in when", name);
          must(!states.isEmpty(), "%s can never be done", name);
        });
    Integer reviewers = row.reviewers();
    must(reviewers == null || reviewable(reviewers), "%s: 1 or 2 reviewers", name);
    must(
        !row.desk() || (row.needs().isEmpty() && !row.gates().contains(Gate.PERSON_DECIDES)),
        "%s asks the desk itself for what only a person can give",
        name);
    clocks(name, row.starts());
    clocks(name, row.stops());
    for (String field : row.needs()) {
      must(
          table.fields().stream().anyMatch(f -> f.id().equals(field)),
          "%s needs the unknown field %s",
          name,
          field);
    }
    Set<String> moved = new HashSet<>();
    for (Effect effect : row.also()) {
      known(name, effect.track(), effect.from());
      known(name, effect.track(), List.of(effect.to()));
      must(effect.track() != track, "%s moves its own track twice", name);
      must(!effect.from().isEmpty(), "%s has an effect that starts nowhere", name);
      for (String from : effect.from()) {
        must(
            moved.add(effect.track().id() + "." + from),
            "%s has two effects on %s.%s",
            name,
            effect.track().id(),
            from);
        must(!from.equals(effect.to()), "%s has an effect that changes nothing", name);
      }
      CaseFlag raised = effect.raises();
      must(
          raised == null || lowered(raised, effect.track(), effect.to()),
          "%s raises %s, which nobody can lower in %s.%s",
          name,
          String.valueOf(raised),
          effect.track().id(),
          effect.to());
    }
  }

  /** One move from one state must be one row for each kind, whatever the other tracks say. */
  private void repeats() {
    List<Transition> rows = table.transitions();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i + 1; j < rows.size(); j++) {
        Transition a = rows.get(i);
        Transition b = rows.get(j);
        boolean kinds =
            a.reviewers() == null || b.reviewers() == null || a.reviewers().equals(b.reviewers());
        if (a.move().equals(b.move()) && kinds) {
          for (String state : a.from()) {
            must(!b.from().contains(state), "%s has two rows from %s", a.move().id(), state);
          }
        }
      }
    }
  }

  private void clocks(String name, List<String> ids) {
    for (String clock : ids) {
      must(clocks.contains(clock), "%s uses the unknown clock %s", name, clock);
    }
  }

  private void known(String name, Track track, Collection<String> states) {
    for (String state : states) {
      must(
          table.find(track, state).isPresent(),
          "%s uses the unknown state %s.%s",
          name,
          track.id(),
          state);
    }
  }

  private void unique(String what, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      must(seen.add(id), "the %s %s is there twice", what, id);
    }
  }

  private boolean lowered(CaseFlag flag, Track track, String state) {
    return table.transitions().stream()
        .anyMatch(row ->
            row.clears() == flag && row.move().track() == track && row.from().contains(state));
  }

  private static boolean reviewable(int reviewers) {
    return reviewers == 1 || reviewers == 2;
  }

  private static String name(Transition row) {
    return row.move().id() + " from " + String.join(", ", row.from());
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be another library
  private void must(boolean holds, String fault, Object... words) {
    if (!holds) {
      faults.add(fault.formatted(words));
    }
  }
}
