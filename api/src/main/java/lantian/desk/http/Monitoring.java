package lantian.desk.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What machines that watch over the desk ask (监控接口): {@code /live}, {@code /ready}, {@code
 * /metrics}. Answered on the event loop, so that a busy or cut-off database does not matter.
 */
final class Monitoring {
  private final Liveness liveness;
  private final Readiness readiness;
  private final PrometheusMeterRegistry meters;
  private final @Nullable String token;

  /** With a token, {@code /metrics} needs it; without one it is for this machine only. */
  Monitoring(
      Liveness liveness,
      Readiness readiness,
      PrometheusMeterRegistry meters,
      @Nullable String token) {
    this.liveness = liveness;
    this.readiness = readiness;
    this.meters = meters;
    this.token = token;
  }

  void live(RoutingContext context, Reply reply) {
    health(context, reply, liveness.alive());
  }

  void ready(RoutingContext context, Reply reply) {
    health(context, reply, readiness.ready());
  }

  void metrics(RoutingContext context, Reply reply) {
    if (!maySee(context, reply.asked().address())) {
      reply.refuse(new Refusal(token == null ? Fault.FORBIDDEN : Fault.NOT_SIGNED_IN));
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .end(meters.scrape());
  }

  private boolean maySee(RoutingContext context, String from) {
    if (token == null) {
      InetAddress address = loopback(from);
      // A proxy that is not trusted speaks for somebody unknown.
      boolean hearsay =
          from.equals(context.request().remoteAddress().hostAddress())
              && context.request().headers().contains(Asked.FORWARDED);
      return address != null && address.isLoopbackAddress() && !hearsay;
    }
    String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable InetAddress loopback(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void health(RoutingContext context, Reply reply, boolean well) {
    if (!well) {
      reply.refuse(new Refusal(Fault.NOT_READY));
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(new JsonObject().put("status", "UP").toBuffer());
  }
}
