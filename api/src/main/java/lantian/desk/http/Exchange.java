package lantian.desk.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/**
 * Serves one endpoint: who is it, may it, is the request as the contract says, do it, is the answer
 * as the contract says, record it, answer. Stays on the event loop; everything that waits is handed
 * to {@link Workers}.
 */
final class Exchange implements Handler<RoutingContext> {
  private final Endpoint endpoint;
  private final Work work;
  private final Workers workers;
  private final Replies replies;
  private final DeskSettings.Limits limits;

  Exchange(
      Endpoint endpoint, Work work, Workers workers, Replies replies, DeskSettings.Limits limits) {
    this.endpoint = endpoint;
    this.work = work;
    this.workers = workers;
    this.replies = replies;
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request().pause();
    Reply reply = replies.begin(context, endpoint);
    if (!workers.enter()) {
      reply.refuse(new Refusal(Fault.OVERLOADED, java.time.Duration.ofSeconds(2)));
      return;
    }
    AtomicBoolean inside = new AtomicBoolean(true);
    Asked asked = reply.asked();
    workers
        .run(() -> work.admit(endpoint, asked))
        .compose(caller -> body(context, request).compose(body -> serve(reply, caller, body)))
        .onFailure(reply::refuse)
        .eventually(() -> {
          if (inside.getAndSet(false)) {
            workers.leave();
          }
          return Future.succeededFuture();
        });
  }

  private Future<Void> serve(Reply reply, Optional<Caller> caller, Buffer body) {
    caller.ifPresent(reply::caller);
    String name = caller.map(Caller::id).orElseGet(() -> "address " + reply.asked().address());
    workers.enter(name);
    return workers
        .run(() -> work.answer(endpoint, reply.asked(), caller, reply.arrived(body)))
        .compose(answer -> reply.send(answer, workers))
        .eventually(() -> {
          workers.leave(name);
          return Future.succeededFuture();
        });
  }

  private Future<Buffer> body(RoutingContext context, HttpServerRequest request) {
    Endpoint.Body body = endpoint.body();
    if (body == null) {
      request.resume();
      return Future.succeededFuture(Buffer.buffer());
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String plain = type == null ? "" : type.split(";", 2)[0].strip();
    if (!plain.equalsIgnoreCase(body.mediaType())) {
      return Future.failedFuture(new Refusal(Fault.MEDIA_TYPE));
    }
    int longest = body.file() ? limits.importBytes() : limits.bodyBytes();
    return BodyReading.read(context.vertx(), request, longest, limits.arrival());
  }
}
