package lantian.desk.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** The answer to one request, on its event loop (应答发送). */
final class Reply {
  /** How long a browser is known after a sign-in. */
  private static final Duration KNOWN = Duration.ofDays(180);

  private final RoutingContext context;
  private final Endpoint endpoint;
  private final Asked asked;
  private final DeskSettings settings;
  private final String cookieName;
  private @Nullable Caller caller;

  Reply(
      RoutingContext context,
      Endpoint endpoint,
      Asked asked,
      DeskSettings settings,
      String cookieName) {
    this.context = context;
    this.endpoint = endpoint;
    this.asked = asked;
    this.settings = settings;
    this.cookieName = cookieName;
  }

  Asked asked() {
    return asked;
  }

  void caller(Caller known) {
    caller = known;
  }

  /** Kind and role for the log, null if nobody was identified. */
  @Nullable String role() {
    return caller == null ? null : caller.kind() + ":" + caller.role();
  }

  Vertx vertx() {
    return context.vertx();
  }

  HttpServerResponse response() {
    return context.response();
  }

  /** Gives up a reader who takes nothing. */
  void cut() {
    context.request().connection().close();
  }

  Work.Arrived arrived(Received body, Duration waited) {
    return new Work.Arrived(
        context.pathParams(), context.queryParams(), context.request().headers(), body, waited);
  }

  /** Runs it when the caller has gone or has its answer. */
  void whenOver(Runnable over) {
    context.addEndHandler(ended -> over.run());
  }

  Future<Void> send(Answer answer, Workers workers) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return Future.succeededFuture();
    }
    return switch (answer) {
      case Answer.Repeated repeated -> {
        response.putHeader("Idempotency-Replayed", "true");
        yield send(repeated.first(), workers);
      }
      case Answer.Json json -> {
        cookie(response, json.cookie());
        response.setStatusCode(json.status());
        json.headers().forEach(response::putHeader);
        yield json(response, "application/json", json.body());
      }
      case Answer.Nothing nothing -> {
        cookie(response, nothing.cookie());
        yield response.setStatusCode(204).end();
      }
      case Answer.Later later -> throw new IllegalStateException("there is nothing to send yet");
      case Answer.Events events -> throw new IllegalStateException("streams are sent by Streams");
      case Answer.Download file -> download(response, file, workers);
    };
  }

  /** Answers with a problem; if the answer has begun already, it is cut off. */
  void refuse(Throwable thrown) {
    Refusal refusal = Faults.of(thrown);
    Faults.log(thrown, endpoint.id(), asked.id());
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    Duration retry = refusal.retryAfter();
    if (retry != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(retry.toSeconds() + 1));
    }
    if (refusal.fault().status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"lantian\"");
    }
    boolean whole = context.request().isEnded();
    if (!whole) {
      // The rest of the body is not wanted; reading on would be work for an attacker's pleasure.
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.setStatusCode(refusal.fault().status());
    JsonObject problem = Problem.of(refusal, asked.english(), asked.id(), endpoint::pointer);
    json(response, EndpointReading.PROBLEM, problem)
        .onComplete(done -> {
          if (!whole) {
            context.request().connection().close();
          }
        });
  }

  private static Future<Void> json(HttpServerResponse response, String type, JsonObject body) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    return response.end(body.toBuffer());
  }

  private Future<Void> download(
      HttpServerResponse response, Answer.Download file, Workers workers) {
    String encoded = URLEncoder.encode(file.fileName(), StandardCharsets.UTF_8).replace("+", "%20");
    String extension = file.fileName().substring(file.fileName().lastIndexOf('.'));
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
    response.putHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"lantian" + extension + "\"; filename*=UTF-8''" + encoded);
    response.setChunked(true);
    var loop = Objects.requireNonNull(Vertx.currentContext());
    return workers
        .run(() -> {
          try (ResponseStream out =
              new ResponseStream(loop, response, settings.limits().arrival())) {
            file.writing().to(out);
          }
          return true;
        })
        .compose(written -> response.end());
  }

  private void cookie(HttpServerResponse response, Answer.@Nullable SessionCookie cookie) {
    if (cookie == null) {
      return;
    }
    boolean gone = cookie.secret().isEmpty();
    Duration life = gone ? Duration.ZERO : settings.access().longest();
    response.addCookie(cookie(cookieName, cookie.secret(), life));
    String device = cookie.device();
    if (device != null) {
      response.addCookie(cookie(Replies.deviceCookie(cookieName), device, KNOWN));
    }
  }

  private Cookie cookie(String name, String value, Duration life) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(settings.listen().secure())
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(life.toSeconds());
  }
}
