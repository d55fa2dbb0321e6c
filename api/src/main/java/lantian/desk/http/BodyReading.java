package lantian.desk.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Gathers a request body, so long and so slow and no more. */
final class BodyReading {
  private BodyReading() {}

  static Future<Buffer> read(
      Vertx vertx, HttpServerRequest request, int longest, Duration deadline) {
    if (announced(request) > longest) {
      return Future.failedFuture(new Refusal(Fault.TOO_LARGE));
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer gathered = Buffer.buffer();
    long timer =
        vertx.setTimer(deadline.toMillis(), id -> whole.tryFail(new Refusal(Fault.TIMED_OUT)));
    request.handler(piece -> {
      if (gathered.length() + piece.length() > longest) {
        whole.tryFail(new Refusal(Fault.TOO_LARGE));
      } else if (!whole.future().isComplete()) {
        gathered.appendBuffer(piece);
      }
    });
    request.exceptionHandler(e -> whole.tryFail(new Refusal(Fault.MALFORMED)));
    request.endHandler(v -> whole.tryComplete(gathered));
    request.resume();
    return whole.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Bytes that the request says it has, 0 if it says nothing. */
  static long announced(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
