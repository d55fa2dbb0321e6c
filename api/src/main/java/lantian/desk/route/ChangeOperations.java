package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Reader;
import lantian.desk.sealing.Sealer;

/** What has happened, for programs that ask (变更拉取): the pull twin of the webhook. */
final class ChangeOperations {
  private static final String PREFIX = "listChanges\n";

  private final Outbox outbox;
  private final Bell bell;
  private final Sealer sealer;
  private final DeskSettings.Limits limits;
  private final Duration longestWait;

  ChangeOperations(
      Outbox outbox, Bell bell, Sealer sealer, DeskSettings.Limits limits, Duration longestWait) {
    this.outbox = outbox;
    this.bell = bell;
    this.sealer = sealer;
    this.limits = limits;
    this.longestWait = longestWait;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listChanges", this::list);
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 100));
    long after = after(call);
    long rung = bell.rung(); // Before the outbox is read, so that nothing falls between the two.
    Outbox.Page page = outbox.after(reader(call.caller()), after, limit);
    if (after > page.head()) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "after",
                  "AHEAD",
                  "标记在最后一条之后，数据库可能恢复过备份；请从头拉取，按 id 去重",
                  "it lies behind the last event; the database may have been restored: begin"
                      + " without it and drop repeats by id")));
    }
    Duration left = wanted(call).minus(call.waited());
    if (page.rows().isEmpty() && left.isPositive()) {
      return new Answer.Later(left, woken -> bell.once(rung, woken));
    }
    JsonArray rows = new JsonArray();
    page.rows().forEach(event -> rows.add(new JsonObject(event.text())));
    String next = sealer.seal(Sealer.Kind.CURSOR, PREFIX + page.next());
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Duration wanted(Call call) {
    Duration wanted = Duration.ofSeconds(call.inputs().number("wait", 0));
    return wanted.compareTo(longestWait) > 0 ? longestWait : wanted;
  }

  private long after(Call call) {
    String cursor = call.inputs().text("after");
    if (cursor == null) {
      return 0;
    }
    return sealer
        .open(Sealer.Kind.CURSOR, cursor)
        .filter(text -> text.startsWith(PREFIX))
        .map(text -> Long.parseLong(text.substring(PREFIX.length())))
        .orElseThrow(() ->
            new Refusal(
                Fault.INVALID,
                List.of(
                    FieldError.of(
                        "after",
                        "UNKNOWN",
                        "无此标记；首次拉取不带 after，之后用上次应答的 next",
                        "no such cursor; leave it out at first, later send the next of the"
                            + " answer before"))));
  }

  static Reader reader(Caller caller) {
    return new Reader(caller.role(), caller.organisation(), caller.county());
  }
}
