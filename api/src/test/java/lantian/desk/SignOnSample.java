package lantian.desk;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/** A browser's way to the shared provider and back, up to the request that finishes it. */
final class SignOnSample {
  private static final String SUBJECT = "sample-1";

  private final TestDesk desk;
  private boolean linked;

  SignOnSample(TestDesk desk) {
    this.desk = desk;
  }

  /** What a browser keeps and holds when the provider has sent it back. */
  record Back(String cookie, String code, String state) {
    JsonObject body() {
      return new JsonObject().put("code", code).put("state", state);
    }
  }

  /** Goes to the provider and comes back with a code. */
  static Back visit(TestDesk desk) {
    HttpResponse<String> begun =
        desk.send(desk.request("POST", "/v1/sign-on", null).POST(BodyPublishers.noBody()));
    String location = desk.ok(begun).getString("location");
    String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
    HttpResponse<Void> sent =
        desk.send(HttpRequest.newBuilder(URI.create(location)).GET(), BodyHandlers.discarding());
    String there = sent.headers().firstValue("location").orElseThrow();
    Map<String, String> query =
        TestProvider.form(Objects.requireNonNull(URI.create(there).getRawQuery()));
    return new Back(
        cookie.substring(0, cookie.indexOf(';')),
        Objects.requireNonNull(query.get("code")),
        Objects.requireNonNull(query.get("state")));
  }

  HttpRequest.Builder request(TestDesk.@Nullable Session session) {
    link();
    TestProvider.shared().subject = SUBJECT;
    Back back = visit(desk);
    String cookies = session == null ? back.cookie() : session.cookie() + "; " + back.cookie();
    return desk.request("POST", "/v1/sign-on/return", session)
        .setHeader("Cookie", cookies)
        .POST(TestDesk.json(back.body()));
  }

  private void link() {
    if (!linked) {
      desk.user("signing.on", Role.POLICE, null);
      Account account = desk.desk.accounts().byName("signing.on").orElseThrow();
      String issuer = TestProvider.shared().issuer();
      if (!desk.desk
          .accounts()
          .link(account.id(), account.version(), new Account.Link(issuer, SUBJECT))) {
        throw new AssertionError("not linked");
      }
      linked = true;
    }
  }
}
