package lantian.desk.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import lantian.desk.DeskMeter;
import lantian.desk.access.Access;
import lantian.desk.access.Caller;
import lantian.desk.access.Sessions;
import lantian.desk.access.SignIn;
import lantian.desk.audit.Actor;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import org.jspecify.annotations.Nullable;

/** Signing in and out, one's own sessions and password (登录与会话). */
final class SessionOperations {
  private final Access access;
  private final int directRows;
  private final MeterRegistry meters;

  /**
   * Over these.
   *
   * @param directRows exports of more rows become jobs, as pages have to know
   */
  SessionOperations(Access access, int directRows, MeterRegistry meters) {
    this.access = access;
    this.directRows = directRows;
    this.meters = meters;
  }

  void into(Map<String, Operation> operations) {
    operations.put("signIn", this::signIn);
    operations.put("me", call -> Answer.of(me(call, call.caller(), directRows)));
    operations.put("signOut", this::signOut);
    operations.put(
        "listOwnSessions",
        call -> Answer.of(sessions(access, call.caller().id(), call.sessionSecret())));
    operations.put("endOwnSession", this::endOne);
    operations.put("endOwnSessions", this::endOthers);
    operations.put("changePassword", this::changePassword);
  }

  private Answer signIn(Call call) {
    String name = call.json().getString("name");
    try {
      SignIn.SignedIn signedIn =
          access
              .signIn()
              .signIn(name, call.json().getString("password"), call.address(), call.device());
      call.by(signedIn.caller().actor());
      count("good");
      return answer(call, signedIn, directRows);
    } catch (Refusal e) {
      call.by(Actor.unknown(access.signIn().shown(name), call.address()));
      count(e.fault() == Fault.SIGN_IN_FAILED ? "bad" : "throttled");
      throw e;
    }
  }

  private Answer signOut(Call call) {
    call.begins();
    access.signIn().signOut(Objects.requireNonNull(call.sessionSecret()));
    return new Answer.Nothing(new Answer.SessionCookie("", null));
  }

  private Answer endOthers(Call call) {
    call.about(call.caller().name());
    call.begins();
    long ended = access.sessions().endAll(call.caller().id(), call.sessionSecret());
    return Answer.of(new JsonObject().put("count", ended));
  }

  private Answer endOne(Call call) {
    call.about(call.caller().name());
    call.begins();
    if (!access.sessions().endOne(call.caller().id(), call.inputs().needed("sessionId"))) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    return new Answer.Nothing(null);
  }

  private Answer changePassword(Call call) {
    call.about(call.caller().name());
    return answer(
        call,
        access
            .signIn()
            .changePassword(
                call.caller(),
                call.json().getString("old"),
                call.json().getString("new"),
                call::begins),
        directRows);
  }

  static Answer answer(Call call, SignIn.SignedIn signedIn, int directRows) {
    return new Answer.Json(
        200,
        me(call, signedIn.caller(), directRows),
        new Answer.SessionCookie(signedIn.secret(), signedIn.device()),
        Map.of());
  }

  private static JsonObject me(Call call, Caller caller, int directRows) {
    return new JsonObject()
        .put("name", caller.name())
        .put("kind", caller.kind().name())
        .put("role", caller.role().name())
        .put("roleZh", caller.role().zh())
        .put("organisation", caller.organisation())
        .put("county", caller.county())
        .put("mustChangePassword", caller.mustChangePassword())
        .put("csrf", caller.csrf())
        .put("directRows", directRows)
        .put("operations", new JsonArray(call.operationsOf(caller.role())));
  }

  /** The sessions of a user; the one of this secret is the reader's own. */
  static JsonObject sessions(Access access, String user, @Nullable String secret) {
    JsonArray rows = new JsonArray();
    String own = secret == null ? "" : access.sessions().handle(secret).orElse("");
    for (Sessions.Session session : access.sessions().of(user)) {
      rows.add(
          new JsonObject()
              .put("id", session.handle())
              .put("created", Moments.text(session.created()))
              .put("seen", Moments.text(session.seen()))
              .put("expires", Moments.text(session.expires()))
              .put("address", session.address())
              .put("current", session.handle().equals(own)));
    }
    return new JsonObject().put("rows", rows);
  }

  private void count(String outcome) {
    DeskMeter.SIGN_INS.counter(meters, outcome).increment();
  }
}
