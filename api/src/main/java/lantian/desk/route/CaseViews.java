package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseState;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Clock;
import lantian.desk.cases.ClockRule;
import lantian.desk.cases.GateReading;
import lantian.desk.cases.LegalMove;
import lantian.desk.cases.Moving;
import lantian.desk.cases.PlateCorrection;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Plate;
import lantian.proto.Vin;

/** Cases as answers show them (案件). */
final class CaseViews {
  private final Moving moving;
  private final CaseTable table;
  private final Subjects subjects;

  CaseViews(Moving moving, Subjects subjects) {
    this.moving = moving;
    this.table = moving.table();
    this.subjects = subjects;
  }

  JsonObject json(Register register, CaseRow row, Instant now, boolean unmasked) {
    return new JsonObject()
        .put("id", row.id())
        .put("version", row.version())
        .put("kind", row.kind())
        .put("ordinal", row.ordinal())
        .put("vehicle", subjects.json(register, new Vin(row.subject()), row.act(), unmasked))
        .put("tracks", array(List.of(Track.values()), track -> state(track, row.state())))
        .put("act", Moments.text(row.act()))
        .put("until", Moments.text(row.until()))
        .put("findingCount", row.findings())
        .put("verified", row.verified())
        .put("score", row.score())
        .put("flags", array(row.flags(), flag -> named("flag", flag.name(), flag.zh(), flag.en())))
        .put("due", Moments.textOrNull(row.due()))
        .put("overdue", row.overdue(now))
        .put("opened", Moments.text(row.opened()))
        .put("changed", Moments.text(row.changed()));
  }

  private JsonObject state(Track track, CaseState state) {
    TrackState at = table.state(track, state.of(track));
    return named("state", at.id(), at.zh(), at.en())
        .put("track", track.id())
        .put("terminal", at.terminal());
  }

  /** What only the case itself shows. */
  JsonObject details(CaseRecord record, Instant now, boolean unmasked) {
    return new JsonObject()
        .put("previous", record.previous())
        .put("findings", array(record.findings(), CaseViews::finding))
        .put("supplements", array(record.supplements(), CaseViews::finding))
        .put("clocks", array(record.clocks(), clock -> clock(clock, now)))
        .put("corrections", array(record.corrections(), one -> correction(one, unmasked)))
        .put("events", array(record.events(), this::event));
  }

  private static JsonObject correction(PlateCorrection one, boolean unmasked) {
    Plate read = one.read();
    return new JsonObject()
        .put("event", one.event())
        .put("takenBack", one.takenBack())
        .put("source", one.source().name())
        .put("read", read == null ? null : plate(read, unmasked))
        .put("corrected", plate(one.corrected(), unmasked));
  }

  private static JsonObject plate(Plate plate, boolean unmasked) {
    return new JsonObject()
        .put("plate", Subjects.plate(plate, unmasked))
        .put("plateColour", plate.colour().zh())
        .put("colour", plate.colour().name());
  }

  private static JsonObject finding(CaseFinding row) {
    FindingId replaces = row.replaces();
    return new JsonObject()
        .put("id", row.id().text())
        .put("revision", row.revision())
        .put("changed", Moments.text(row.changed()))
        .put("state", row.state().name())
        .put("replaces", replaces == null ? null : replaces.text())
        .put("verified", row.verified())
        .put("origin", row.origin().name())
        .put("originZh", row.origin().zh())
        .put("ruleSet", row.ruleSet())
        .put("start", Moments.text(row.start()))
        .put("end", Moments.textOrNull(row.end()))
        .put("measured", row.figures().measured())
        .put("peak", row.figures().peak())
        .put("peakAt", Moments.text(row.figures().peakAt()))
        .put("limit", row.figures().limit())
        .put("unit", row.figures().unit())
        .put("score", row.figures().score())
        .put("reason", texts(row.reason().zh(), row.reason().en()))
        .put("law", texts(row.law().zh(), row.law().en()).put("verified", row.law().verified()))
        .put("packetCount", row.packets().size());
  }

  private JsonObject clock(Clock clock, Instant now) {
    ClockRule rule = moving.clocks().rule(clock.id(), CityTime.day(clock.start()));
    return named("clock", clock.id(), rule.zh(), rule.en())
        .put("start", Moments.text(clock.start()))
        .put("due", Moments.text(clock.due()))
        .put("stopped", Moments.textOrNull(clock.stopped()))
        .put("overdue", clock.overdue(now))
        .put("calendarKnown", clock.known());
  }

  private JsonObject event(CaseEvent event) {
    JsonObject data = new JsonObject();
    event.data().forEach(data::put);
    CaseState from = event.from();
    return words(table, event.move())
        .put("seq", event.seq())
        .put("at", Moments.text(event.at()))
        .put("actor", actor(event.actor()))
        .put("from", from == null ? null : state(from))
        .put("to", state(event.to()))
        .put("reason", event.reason())
        .put("data", data)
        .put("hash", event.hash());
  }

  /** The words of a move or mark. */
  static JsonObject words(CaseTable table, String id) {
    return table
        .move(id)
        .map(move -> named("move", id, move.zh(), move.en()))
        .or(() ->
            table.marks().stream()
                .filter(mark -> mark.id().equals(id))
                .findFirst()
                .map(mark -> named("move", id, mark.zh(), mark.en())))
        .orElseGet(() -> named("move", id, id, id));
  }

  private static JsonObject actor(CaseActor actor) {
    Role role = actor.role();
    return new JsonObject()
        .put("kind", actor.kind().name())
        .put("name", actor.name())
        .put("role", role == null ? null : role.name())
        .put("organisation", actor.organisation());
  }

  private static JsonObject state(CaseState state) {
    JsonObject out = new JsonObject();
    for (Track track : Track.values()) {
      out.put(track.id(), state.of(track));
    }
    return out;
  }

  /** What the caller could do, each with how its gates stand. */
  JsonArray moves(List<LegalMove> legal) {
    return array(
        legal,
        one ->
            named(
                    "move",
                    one.transition().move().id(),
                    one.transition().move().zh(),
                    one.transition().move().en())
                .put("track", one.transition().move().track().id())
                .put("needs", new JsonArray(one.transition().needs()))
                .put("open", one.open())
                .put("gates", array(one.gates(), CaseViews::gate)));
  }

  static JsonObject gate(GateReading reading) {
    return named("gate", reading.gate().id(), reading.gate().zh(), reading.gate().en())
        .put("open", reading.open())
        .put(
            "shut",
            array(reading.shut(), why -> texts(why.zh(), why.en()).put("about", why.about())));
  }

  static <T> JsonArray array(Collection<T> all, Function<T, ?> each) {
    JsonArray array = new JsonArray();
    all.forEach(one -> array.add(each.apply(one)));
    return array;
  }

  static JsonObject named(String key, String id, String zh, String en) {
    return texts(zh, en).put(key, id);
  }

  private static JsonObject texts(String zh, String en) {
    return new JsonObject().put("zh", zh).put("en", en);
  }
}
