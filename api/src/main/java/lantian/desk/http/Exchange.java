package lantian.desk.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private static final Future<Void> DONE = Future.succeededFuture();

  private final Endpoint endpoint;
  private final Work work;
  private final Workers workers;
  private final Waits waits;
  private final Streams streams;
  private final Replies replies;
  private final DeskSettings.Limits limits;
  private final Upload.Room uploads;

  Exchange(
      Endpoint endpoint,
      Work work,
      Workers workers,
      Waits waits,
      Streams streams,
      Replies replies,
      DeskSettings.Limits limits,
      Upload.Room uploads) {
    this.endpoint = endpoint;
    this.work = work;
    this.workers = workers;
    this.waits = waits;
    this.streams = streams;
    this.replies = replies;
    this.limits = limits;
    this.uploads = uploads;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request().pause();
    Reply reply = replies.begin(context, endpoint);
    admitted(reply.asked())
        .compose(caller -> counted(reply, caller, () -> body(context, request)))
        .onFailure(reply::refuse);
  }

  private Future<Optional<Caller>> admitted(Asked asked) {
    if (endpoint.anyone()) {
      return Future.succeededFuture(Optional.empty()); // Nobody is looked up, nothing waits.
    }
    return workers.permitted(() -> workers.run(() -> work.admit(endpoint, asked)));
  }

  /**
   * A body that dawdles takes a place of its sender and none of everybody's: the permit is taken
   * when it has arrived. An address may stand for many people, so it may have more bodies under way
   * than answers.
   */
  private Future<Void> counted(
      Reply reply, Optional<Caller> caller, Supplier<Future<Received>> arriving) {
    if (caller.isPresent()) {
      reply.caller(caller.get());
      return workers.counted(
          caller.get().id(),
          limits.requestsPerCaller(),
          () -> arriving.get().compose(body -> answer(reply, caller, body)));
    }
    String address = "address " + reply.asked().address();
    return workers
        .counted("body from " + address, limits.requests(), arriving)
        .compose(body ->
            workers.counted(
                address, limits.requestsPerCaller(), () -> answer(reply, caller, body)));
  }

  private Future<Void> answer(Reply reply, Optional<Caller> caller, Received body) {
    Upload upload = body.upload();
    Future<Void> answered = answered(reply, caller, body);
    return upload == null
        ? answered
        : answered.onComplete(done -> UploadReading.delete(reply.vertx(), upload.path()));
  }

  private Future<Void> answered(Reply reply, Optional<Caller> caller, Received body) {
    return asked(reply, caller, body, Duration.ZERO)
        .compose(later -> later.isPresent() ? waiting(reply, caller, body, later.get()) : DONE);
  }

  /** Asks the operation under a permit; what it wants to wait for, if it has no answer yet. */
  private Future<Optional<Answer.Later>> asked(
      Reply reply, Optional<Caller> caller, Received body, Duration waited) {
    return workers.permitted(() ->
        workers
            .run(() -> work.answer(endpoint, reply.asked(), caller, reply.arrived(body, waited)))
            .compose(answer ->
                switch (answer) {
                  case Answer.Later later -> Future.succeededFuture(Optional.of(later));
                  case Answer.Events events -> {
                    // It has a place of its own among streams, and holds none among requests.
                    streams.begin(reply, events, () -> unchanged(reply.asked(), caller));
                    yield Future.succeededFuture(Optional.empty());
                  }
                  case Answer.Json _, Answer.Nothing _, Answer.Repeated _, Answer.Download _ ->
                      reply.send(answer, workers).map(sent -> Optional.empty());
                }));
  }

  /**
   * Whether whoever opened a stream may still have it; needs no permit, so that load hides none.
   */
  private Future<Boolean> unchanged(Asked asked, Optional<Caller> before) {
    return workers.run(() -> work.admitAgain(endpoint, asked, before).equals(before));
  }

  /** Whoever may no longer have the answer when it is there does not get it. */
  private Future<Void> waiting(
      Reply reply, Optional<Caller> before, Received body, Answer.Later first) {
    return waits.until(
        first,
        reply::whenOver,
        waited ->
            again(reply.asked(), before).compose(caller -> asked(reply, caller, body, waited)));
  }

  private Future<Optional<Caller>> again(Asked asked, Optional<Caller> before) {
    if (endpoint.anyone()) {
      return Future.succeededFuture(before);
    }
    return workers.permitted(() -> workers.run(() -> work.admitAgain(endpoint, asked, before)));
  }

  private Future<Received> body(RoutingContext context, HttpServerRequest request) {
    Endpoint.Body body = endpoint.body();
    if (body == null) {
      request.resume();
      return Future.succeededFuture(Received.NOTHING);
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String plain = type == null ? "" : type.split(";", 2)[0].strip();
    if (!plain.equalsIgnoreCase(body.mediaType())) {
      return Future.failedFuture(
          new Refusal(Fault.MEDIA_TYPE).with("accepted", List.of(body.mediaType())));
    }
    if (body.upload()) {
      return workers.counted(
          "uploads",
          uploads.most(),
          () ->
              UploadReading.read(context.vertx(), request, uploads, limits.arrival())
                  .map(upload -> new Received(Buffer.buffer(), upload)));
    }
    int longest = body.file() ? limits.importBytes() : limits.bodyBytes();
    return BodyReading.read(context.vertx(), request, longest, limits.arrival())
        .map(bytes -> new Received(bytes, null));
  }
}
