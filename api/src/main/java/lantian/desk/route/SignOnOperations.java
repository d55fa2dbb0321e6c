package lantian.desk.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import lantian.desk.DeskMeter;
import lantian.desk.access.Access;
import lantian.desk.access.SignIn;
import lantian.desk.access.SignOn;
import lantian.desk.audit.Actor;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;

/**
 * Signing on by a provider of the house (统一认证登录). The provider sends the browser back to the page,
 * and the page sends what it brought by a request of its own: so the session's cookie never crosses
 * sites, and whatever is wrong is said where people read it.
 */
final class SignOnOperations {
  private final Access access;
  private final int directRows;
  private final MeterRegistry meters;

  SignOnOperations(Access access, int directRows, MeterRegistry meters) {
    this.access = access;
    this.directRows = directRows;
    this.meters = meters;
  }

  void into(Map<String, Operation> operations) {
    operations.put("signOnOffer", this::offer);
    operations.put("beginSignOn", this::begin);
    operations.put("finishSignOn", this::finish);
  }

  private Answer offer(Call call) {
    return Answer.of(new JsonObject().put("offered", access.signOn().issuer().isPresent()));
  }

  private Answer begin(Call call) {
    call.by(Actor.unknown("(unknown)", call.address()));
    SignOn.Begun begun = access.signOn().begin(call.address());
    return new Answer.Json(
        200,
        new JsonObject().put("location", begun.location().toString()),
        new Answer.SignOnCookie(begun.secret(), SignOn.life()),
        Map.of());
  }

  private Answer finish(Call call) {
    JsonObject body = call.json();
    call.by(Actor.unknown("(unknown)", call.address()));
    SignOn.Returned returned =
        new SignOn.Returned(body.getString("code"), body.getString("state"), body.getString("iss"));
    SignOn.Outcome outcome =
        access.signOn().finish(returned, call.signOn(), call.device(), call.address());
    SignOn.Denied denied = outcome.denied();
    if (denied != null) {
      call.about(denied.reason());
      if (denied.account() != null) {
        call.by(Actor.unknown(denied.account(), call.address()));
      }
      count("bad");
      throw denied.refusal();
    }
    SignIn.SignedIn signedIn = Objects.requireNonNull(outcome.signedIn());
    call.by(signedIn.caller().actor());
    call.because("sign-on");
    count("good");
    return SessionOperations.answer(call, signedIn, directRows);
  }

  private void count(String outcome) {
    DeskMeter.SIGN_INS.counter(meters, outcome).increment();
  }
}
