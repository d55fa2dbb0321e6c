package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.rules.RuleRoom;
import lantian.desk.rules.RuleSetBook;
import lantian.desk.rules.RuleSetFault;
import lantian.desk.rules.RuleSetRecord;
import lantian.desk.rules.RuleSetState;
import lantian.desk.rules.RuleText;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Rule sets: what is in force, what is proposed, and who put it there (规则集查询与启用).
 *
 * <p>They are the whole city's: nobody who sees one county decides on them.
 */
final class RuleSetOperations {
  private final RuleSetBook book;
  private final List<RuleRoom> rooms;
  private final InstantSource clock;

  RuleSetOperations(RuleSetBook book, List<RuleRoom> rooms, InstantSource clock) {
    this.book = book;
    this.rooms = List.copyOf(rooms);
    this.clock = clock;
  }

  /**
   * A set with where it comes from.
   *
   * @param stored how it was proposed, null if it comes with the program
   */
  private record Entry(RuleRoom room, RuleText text, @Nullable RuleSetRecord stored) {
    boolean active() {
      return stored == null || stored.state() == RuleSetState.ACTIVE;
    }
  }

  void into(Map<String, Operation> operations) {
    operations.put("listRuleSets", call -> list());
    operations.put("getRuleSet", this::get);
    operations.put("proposeRuleSet", this::propose);
    operations.put("activateRuleSet", this::activate);
    operations.put("rejectRuleSet", call -> end(call, book::reject));
    operations.put("withdrawRuleSet", call -> end(call, book::withdraw));
  }

  private Answer list() {
    JsonArray rows = new JsonArray();
    for (RuleRoom room : rooms) {
      List<Entry> entries = entries(room);
      Optional<Entry> now = inForce(entries, CityTime.day(clock.instant()));
      entries.forEach(entry -> rows.add(view(entry, now.orElse(null))));
    }
    return Answer.of(new JsonObject().put("rows", rows));
  }

  private Answer get(Call call) {
    return Answer.of(detail(call.inputs().needed("ruleSetId")));
  }

  private JsonObject detail(String id) {
    for (RuleRoom room : rooms) {
      List<Entry> entries = entries(room);
      for (Entry entry : entries) {
        if (entry.text().id().equals(id)) {
          return detail(entry, entries);
        }
      }
    }
    throw new Refusal(Fault.NOT_FOUND);
  }

  private JsonObject detail(Entry entry, List<Entry> entries) {
    Entry now = inForce(entries, CityTime.day(clock.instant())).orElse(null);
    Entry before = inForce(entries, entry.text().from().minusDays(1)).orElse(null);
    JsonArray lines = new JsonArray();
    entry.text().lines().forEach(line -> lines.add(view(line)));
    JsonArray differences = new JsonArray();
    for (RuleText.Difference one : entry.text().against(before == null ? null : before.text())) {
      differences.add(
          new JsonObject().put("before", view(one.before())).put("after", view(one.after())));
    }
    return view(entry, now)
        .put("lines", lines)
        .put("against", before == null ? null : before.text().id())
        .put("differences", differences);
  }

  private Answer propose(Call call) {
    wholeCity(call);
    JsonObject wanted = call.json();
    RuleRoom room =
        rooms.stream()
            .filter(one -> one.name().equals(wanted.getString("room")))
            .findFirst()
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    byte[] body = wanted.getJsonObject("set").encode().getBytes(StandardCharsets.UTF_8);
    RuleText text = read(room, body);
    String note = wanted.getString("reason");
    call.about(text.id());
    call.because(note);
    call.begins();
    RuleSetRecord set = done(book.propose(room, text, body, call.caller().name(), note));
    call.because("sm3=" + set.digest());
    return Answer.created(detail(set.id()));
  }

  private static RuleText read(RuleRoom room, byte[] body) {
    try {
      return room.read(body);
    } catch (IllegalArgumentException e) {
      String line = String.valueOf(e.getMessage());
      throw new Refusal(
          Fault.INVALID,
          List.of(FieldError.of("set", "RULE_SET", "规则集无法识别：" + line, line).at("/set")));
    }
  }

  private Answer activate(Call call) {
    String digest = call.json().getString("digest");
    return act(
        call,
        "sm3=" + digest,
        () -> book.activate(id(call), digest, call.caller().name(), reason(call)));
  }

  private interface Ending {
    RuleSetBook.Change of(String id, String by, String why);
  }

  private Answer end(Call call, Ending ending) {
    return act(call, "", () -> ending.of(id(call), call.caller().name(), reason(call)));
  }

  private Answer act(Call call, String confirmed, Supplier<RuleSetBook.Change> change) {
    wholeCity(call);
    call.about(id(call));
    call.because((reason(call) + " " + confirmed).strip());
    call.begins();
    return Answer.of(detail(done(change.get()).id()));
  }

  private static String id(Call call) {
    return call.inputs().needed("ruleSetId");
  }

  private static String reason(Call call) {
    return call.json().getString("reason");
  }

  private static void wholeCity(Call call) {
    if (call.caller().county() != null) {
      throw new Refusal(
          Fault.FORBIDDEN,
          List.of(
              FieldError.of(
                  "county",
                  "WHOLE_CITY",
                  "规则集由市级人员办理",
                  "rule sets are decided for the whole city")));
    }
  }

  private static RuleSetRecord done(RuleSetBook.Change change) {
    return switch (change) {
      case RuleSetBook.Change.Done done -> done.set();
      case RuleSetBook.Change.Unknown _ -> throw new Refusal(Fault.NOT_FOUND);
      case RuleSetBook.Change.Refused(RuleSetFault fault) ->
          throw new Refusal(
              Fault.CONFLICT,
              List.of(FieldError.of("ruleSetId", fault.name(), fault.zh(), fault.en())));
    };
  }

  private List<Entry> entries(RuleRoom room) {
    List<Entry> all = new ArrayList<>();
    room.builtIn().forEach(text -> all.add(new Entry(room, text, null)));
    for (RuleSetRecord set : book.list(room.name())) {
      all.add(new Entry(room, readable(room, set), set));
    }
    all.sort(Comparator.comparing((Entry entry) -> entry.text().from()));
    return all;
  }

  /** A set that was rejected long ago may name rules that are gone: its record is shown still. */
  private static RuleText readable(RuleRoom room, RuleSetRecord set) {
    try {
      return room.read(set.body());
    } catch (IllegalArgumentException e) {
      return new RuleText(
          set.id(), set.from(), "（本版本无法识别）", "(this version can't read it)", List.of());
    }
  }

  /** The one that applies on a day. */
  private static Optional<Entry> inForce(List<Entry> entries, LocalDate day) {
    return entries.stream()
        .filter(entry -> entry.active() && !entry.text().from().isAfter(day))
        .reduce((_, later) -> later);
  }

  private static JsonObject view(Entry entry, @Nullable Entry now) {
    RuleText text = entry.text();
    RuleSetRecord stored = entry.stored();
    return new JsonObject()
        .put("id", text.id())
        .put("room", entry.room().name())
        .put("from", text.from().toString())
        .put("zh", text.zh())
        .put("en", text.en())
        .put("state", stored == null ? "BUILT_IN" : stored.state().name())
        .put("inForce", now != null && now.text().id().equals(text.id()))
        .put("unverified", text.lines().stream().filter(line -> !line.verified()).count())
        .put("digest", stored == null ? null : stored.digest())
        .put("proposed", stored == null ? null : view(stored.proposed()))
        .put("activated", stored == null ? null : view(stored.activated()))
        .put("ended", stored == null ? null : view(stored.ended()));
  }

  private static @Nullable JsonObject view(RuleSetRecord.@Nullable Act act) {
    return act == null
        ? null
        : new JsonObject()
            .put("by", act.by())
            .put("at", Moments.text(act.at()))
            .put("why", act.why());
  }

  private static @Nullable JsonObject view(RuleText.@Nullable Line line) {
    return line == null
        ? null
        : new JsonObject()
            .put("rule", line.rule())
            .put("key", line.key())
            .put("value", line.value())
            .put("unit", line.unit())
            .put("source", line.source())
            .put("verified", line.verified());
  }
}
