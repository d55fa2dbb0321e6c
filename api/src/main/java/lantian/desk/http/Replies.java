package lantian.desk.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;

/** Begins replies: gives each request an id, its headers, its line in the log and its meter. */
final class Replies {
  private final DeskSettings settings;
  private final SecureRandom random;
  private final MeterRegistry meters;

  Replies(DeskSettings settings, SecureRandom random, MeterRegistry meters) {
    this.settings = settings;
    this.random = random;
    this.meters = meters;
  }

  /** Name of the session cookie; the prefix makes browsers insist on TLS. */
  String cookieName() {
    return settings.listen().secure() ? "__Host-lantian_session" : "lantian_session";
  }

  /** Name of the cookie that a browser is known by; behind the session's in the order of names. */
  static String deviceCookie(String sessionCookie) {
    return sessionCookie.replace("_session", "_trusted");
  }

  /** Name of the cookie that binds a sign-on under way to its browser. */
  static String signOnCookie(String sessionCookie) {
    return sessionCookie.replace("_session", "_signon");
  }

  Reply begin(RoutingContext context, Endpoint endpoint) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    Asked asked = Asked.of(context.request(), id, cookieName(), settings.listen().trustedProxies());
    Reply reply = new Reply(context, endpoint, asked, settings, cookieName());
    Headers.put(context.response(), settings.listen().secure());
    context.response().putHeader("X-Request-Id", id);
    long start = System.nanoTime();
    context.addEndHandler(ended -> {
      String method = AccessLog.word(context.request().method());
      AccessLog.write(method, endpoint.path(), context.response(), start, reply.role(), id);
      int hundreds = context.response().getStatusCode() / 100;
      DeskMeter.REQUESTS
          .timer(meters, endpoint.id(), hundreds + "xx")
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    });
    return reply;
  }
}
