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
import lantian.desk.cases.Casework;
import lantian.desk.cases.RepairArrivals;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Which cases exist for a caller (案件可见范围): ecology sees all, the others those that a person has
 * confirmed, a station those of them with an open repair whose vehicle stands in its yard; whoever
 * is of one county those of vehicles filed there at the time of the act.
 */
final class CaseScope {
  private final CaseTable table;
  private final RepairArrivals arrivals;
  private final Set<String> openRepairs;

  CaseScope(Casework casework) {
    this.table = casework.book().moving().table();
    this.arrivals = casework.arrivals();
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
        inYard(caller),
        confirmedOnly(caller),
        repairsOnly(caller) ? openRepairs : Set.of());
  }

  /** Open repairs of some vehicles, wherever they stand. */
  CaseFilter repairs(Caller caller, Set<String> subjects, Instant now) {
    return new CaseFilter(
        null,
        null,
        null,
        caller.county(),
        Map.of(),
        null,
        now,
        null,
        null,
        subjects,
        true,
        openRepairs);
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
    return !visible(caller, register, List.of(row)).isEmpty();
  }

  List<CaseRow> visible(Caller caller, Register register, List<CaseRow> rows) {
    Set<String> inYard = inYard(caller);
    return rows.stream()
        .filter(row -> row.confirmed() || !confirmedOnly(caller))
        .filter(row -> !repairsOnly(caller) || openRepairs.contains(row.state().repair()))
        .filter(row -> inYard == null || inYard.contains(row.subject()))
        .filter(row -> register.visible(caller, new Vin(row.subject()), row.act()))
        .toList();
  }

  /** The vehicles that a station has had in its yard; null for whoever need not have had any. */
  private @Nullable Set<String> inYard(Caller caller) {
    if (!repairsOnly(caller)) {
      return null;
    }
    String organisation = caller.organisation();
    return organisation == null ? Set.of() : arrivals.of(organisation);
  }

  /** Only what a person has looked at leaves the house. */
  private static boolean confirmedOnly(Caller caller) {
    return !caller.role().includes(Role.ECOLOGY);
  }

  private static boolean repairsOnly(Caller caller) {
    return caller.role() == Role.STATION;
  }
}
