package lantian.desk.route;

import static lantian.desk.route.CaseViews.array;
import static lantian.desk.route.CaseViews.named;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseFlag;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.ClockRule;
import lantian.desk.cases.DataField;
import lantian.desk.cases.Effect;
import lantian.desk.cases.Gate;
import lantian.desk.cases.Moving;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.cases.Transition;

/** The table of the case book as programs read it (案件状态表). */
final class CaseTableView {
  private final Moving moving;
  private final CaseTable table;

  CaseTableView(Moving moving) {
    this.moving = moving;
    this.table = moving.table();
  }

  JsonObject json() {
    JsonArray states = new JsonArray();
    for (Track track : Track.values()) {
      table.states(track).forEach(state -> states.add(state(state)));
    }
    return new JsonObject()
        .put("tracks", array(List.of(Track.values()), t -> named("track", t.id(), t.zh(), t.en())))
        .put("states", states)
        .put(
            "moves",
            array(
                table.moves(),
                move ->
                    named("move", move.id(), move.zh(), move.en()).put("track", move.track().id())))
        .put("marks", array(table.marks(), m -> named("mark", m.id(), m.zh(), m.en())))
        .put("fields", array(table.fields(), CaseTableView::field))
        .put("gates", array(List.of(Gate.values()), g -> named("gate", g.id(), g.zh(), g.en())))
        .put(
            "flags",
            array(List.of(CaseFlag.values()), f -> named("flag", f.name(), f.zh(), f.en())))
        .put("clocks", array(moving.clocks().rules(), CaseTableView::clock))
        .put(
            "kinds",
            array(
                table.reviewers().entrySet(),
                kind ->
                    new JsonObject().put("kind", kind.getKey()).put("reviewers", kind.getValue())))
        .put("otherReviewers", table.otherReviewers())
        .put("transitions", array(table.transitions(), CaseTableView::transition));
  }

  private static JsonObject state(TrackState state) {
    return named("state", state.id(), state.zh(), state.en())
        .put("track", state.track().id())
        .put("initial", state.initial())
        .put("terminal", state.terminal())
        .put("takes", state.takes());
  }

  private static JsonObject field(DataField field) {
    return named("field", field.id(), field.zh(), field.en())
        .put("type", field.type().name())
        .put("codes", array(field.codes(), code -> named("code", code.id(), code.zh(), code.en())));
  }

  private static JsonObject clock(ClockRule rule) {
    return named("clock", rule.id(), rule.zh(), rule.en())
        .put("days", rule.days())
        .put("count", rule.count().name())
        .put("from", rule.from().name())
        .put("validFrom", rule.validFrom().toString())
        .put("source", rule.source())
        .put("verified", rule.verified());
  }

  private static JsonObject transition(Transition row) {
    JsonObject when = new JsonObject();
    row.when().forEach((track, states) -> when.put(track.id(), words(states)));
    CaseFlag clears = row.clears();
    return new JsonObject()
        .put("move", row.move().id())
        .put("track", row.move().track().id())
        .put("from", words(row.from()))
        .put("to", row.to())
        .put("when", when)
        .put("roles", array(row.roles(), Role::name))
        .put("desk", row.desk())
        .put("reviewers", row.reviewers())
        .put("gates", array(row.gates(), Gate::id))
        .put("starts", words(row.starts()))
        .put("stops", words(row.stops()))
        .put("needs", words(row.needs()))
        .put("also", array(row.also(), CaseTableView::effect))
        .put("review", row.review().name().toLowerCase(Locale.ROOT))
        .put("clears", clears == null ? null : clears.name())
        .put("reversible", row.reversible());
  }

  private static JsonObject effect(Effect effect) {
    CaseFlag raises = effect.raises();
    return new JsonObject()
        .put("track", effect.track().id())
        .put("from", words(effect.from()))
        .put("to", effect.to())
        .put("raises", raises == null ? null : raises.name());
  }

  private static JsonArray words(Collection<String> words) {
    return new JsonArray(List.copyOf(words));
  }
}
