package lantian.desk.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import lantian.desk.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events, on its event loop (单个事件流). The feed is asked for the next event
 * when the one before has left: a slow reader gets what is newest then, and nothing queues for him.
 */
final class EventStream {
  private static final Future<Void> DONE = Future.succeededFuture();

  private final Reply reply;
  private final HttpServerResponse response;
  private final Answer.Events events;
  private final Supplier<Future<Boolean>> unchanged;
  private final Workers workers;
  private final long patience;
  private final Vertx vertx;
  private final Context loop;
  private final AtomicBoolean told = new AtomicBoolean();
  private Runnable whenOver = () -> {};
  private long beats = -1;
  private long limit = -1;
  private boolean busy;
  private boolean news;
  private boolean over;
  private boolean quiet = true;
  private long since;
  private @Nullable Reason ending;

  /** Why a stream ends; its last event says so. */
  enum Reason {
    /** It has lasted as long as it was asked for or may: open another. */
    TIME,
    /** The session has ended, or rights have changed. */
    RIGHTS,
    /** The server closes: try again later. */
    CLOSING,
    /** Something broke: try again later. */
    FAULT
  }

  EventStream(
      Reply reply,
      Answer.Events events,
      Supplier<Future<Boolean>> unchanged,
      Workers workers,
      Duration patience) {
    this.reply = reply;
    this.response = reply.response();
    this.events = events;
    this.unchanged = unchanged;
    this.workers = workers;
    this.patience = patience.toNanos();
    this.loop = Objects.requireNonNull(Vertx.currentContext());
    this.vertx = loop.owner();
  }

  void begin(Duration heartbeat, Runnable afterwards) {
    whenOver = afterwards;
    reply.whenOver(this::leave);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    response.putHeader("X-Accel-Buffering", "no"); // A proxy that gathers answers must not.
    response.setChunked(true);
    beats = vertx.setPeriodic(heartbeat.toMillis(), beat -> beat());
    events.feed().onNews(this::hasNews);
    look();
    if (events.longest().isZero()) {
      finish(Reason.TIME);
    } else {
      limit = vertx.setTimer(events.longest().toMillis(), fired -> finish(Reason.TIME));
    }
  }

  /** From any thread; what is told while a look waits to begin is looked at by it. */
  private void hasNews() {
    if (told.compareAndSet(false, true)) {
      loop.runOnContext(v -> look());
    }
  }

  private void look() {
    told.set(false);
    if (over || busy) {
      news = true;
      return;
    }
    begins();
    news = false;
    ends(
        workers
            .run(() -> Optional.ofNullable(events.feed().next()))
            .compose(next -> next.isPresent() && !over ? write(next.get()) : DONE));
  }

  private void beat() {
    unchanged
        .get()
        .onComplete(still -> {
          // While the database is away nothing is read, and so nothing is sent either.
          boolean gone = still.failed() ? refused(still.cause()) : !still.result();
          if (gone) {
            finish(Reason.RIGHTS);
          }
        });
    if (busy) {
      if (!over && System.nanoTime() - since > patience) {
        leave();
        reply.cut(); // Its socket goes when what it has been given is taken, or by the idle time.
      }
      return;
    }
    if (quiet) {
      begins();
      ends(write(events.feed().beat()));
    }
    quiet = true;
  }

  private static boolean refused(Throwable thrown) {
    int status = Faults.of(thrown).fault().status();
    return status == Fault.NOT_SIGNED_IN.status() || status == Fault.FORBIDDEN.status();
  }

  private void begins() {
    busy = true;
    since = System.nanoTime();
  }

  private void ends(Future<Void> work) {
    work.onComplete(done -> {
      busy = false;
      Reason why = ending;
      if (done.failed() && !response.closed()) {
        Faults.log(done.cause(), "stream", reply.asked().id());
        finish(Reason.FAULT);
      } else if (why != null) {
        finish(why);
      } else if (news) {
        look();
      }
    });
  }

  private Future<Void> write(Answer.Event event) {
    quiet = false;
    return response.write(text(event.name(), event.data()));
  }

  private static String text(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + data.encode() + "\n\n";
  }

  /** Ends it from any thread. */
  void end(Reason why) {
    loop.runOnContext(v -> finish(why));
  }

  private void finish(Reason why) {
    if (over || response.closed()) {
      return;
    }
    if (busy) {
      ending = why;
      return;
    }
    leave();
    response.end(text("end", new JsonObject().put("reason", why.name())));
  }

  private void leave() {
    if (!over) {
      over = true;
      vertx.cancelTimer(beats);
      vertx.cancelTimer(limit);
      events.feed().close();
      whenOver.run();
    }
  }
}
