package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseFilter;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import lantian.proto.Vin;

/**
 * Which cases exist for a caller (案件可见范围): ecology sees all, the others those that a person has
 * confirmed, a station those of them with an open repair; whoever is of one county those of
 * vehicles filed there at the time of the act.
 */
final class CaseScope {
  private final CaseTable table;
  private final Set<String> openRepairs;

  CaseScope(CaseTable table) {
    this.table = table;
    openRepairs =
        table.states(Track.REPAIR).stream()
            .filter(state -> !state.initial() && !state.terminal())
            .map(TrackState::id)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What a call asks for, within what its caller may see. */
  CaseFilter filter(Call call, Range range, Instant now) {
    return filter(call.caller(), call.inputs(), range, now);
  }

  /** The same for whoever exports. */
  CaseFilter filter(Caller caller, Inputs inputs, Range range, Instant now) {
    return new CaseFilter(
        null,
        inputs.text("kind"),
        inputs.text("county"),
        caller.county(),
        states(inputs),
        inputs.flag("overdue"),
        now,
        range.from(),
        range.to(),
        confirmedOnly(caller),
        repairsOnly(caller) ? openRepairs : Set.of());
  }

  private Map<Track, String> states(Inputs inputs) {
    Map<Track, String> states = new TreeMap<>();
    for (Track track : Track.values()) {
      String parameter = track == Track.MAIN ? "state" : track.id();
      String state = inputs.text(parameter);
      if (state != null) {
        if (table.find(track, state).isEmpty()) {
          throw new Refusal(
              Fault.INVALID,
              List.of(FieldError.of(parameter, "ENUM", "状态表中没有此状态", "no such state")));
        }
        states.put(track, state);
      }
    }
    return states;
  }

  boolean visible(Caller caller, Register register, CaseRow row) {
    return (row.confirmed() || !confirmedOnly(caller))
        && (!repairsOnly(caller) || openRepairs.contains(row.state().repair()))
        && register.visible(caller, new Vin(row.subject()), row.act());
  }

  List<CaseRow> visible(Caller caller, Register register, List<CaseRow> rows) {
    return rows.stream().filter(row -> visible(caller, register, row)).toList();
  }

  /** Only what a person has looked at leaves the house. */
  private static boolean confirmedOnly(Caller caller) {
    return !caller.role().includes(Role.ECOLOGY);
  }

  private static boolean repairsOnly(Caller caller) {
    return caller.role() == Role.STATION;
  }
}
