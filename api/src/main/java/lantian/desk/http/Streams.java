package lantian.desk.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The open streams of events (事件流): begun here, and ended here when the server closes. */
final class Streams implements AutoCloseable {
  private final Workers workers;
  private final Duration heartbeat;
  private final Duration patience;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * None is open.
   *
   * @param heartbeat how often each says something
   * @param patience a reader who has not taken an event after this long is given up
   */
  Streams(Workers workers, Duration heartbeat, Duration patience) {
    this.workers = workers;
    this.heartbeat = heartbeat;
    this.patience = patience;
  }

  /**
   * Begins one on the event loop of its reply.
   *
   * @param unchanged whether its reader may still have it, as he could when it was opened
   */
  void begin(Reply reply, Answer.Events events, Supplier<Future<Boolean>> unchanged) {
    if (reply.response().closed()) {
      events.feed().close();
      return;
    }
    EventStream stream = new EventStream(reply, events, unchanged, workers, patience);
    open.add(stream);
    stream.begin(heartbeat, () -> open.remove(stream));
    if (closing) {
      stream.end(EventStream.Reason.CLOSING);
    }
  }

  /** Open ones. */
  int count() {
    return open.size();
  }

  /** Tells every reader that it is over. */
  @Override
  public void close() {
    closing = true;
    open.forEach(stream -> stream.end(EventStream.Reason.CLOSING));
  }
}
