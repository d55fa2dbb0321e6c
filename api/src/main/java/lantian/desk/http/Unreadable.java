package lantian.desk.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Answers what is no HTTP request or too long a one (无法解析的请求), and closes. */
final class Unreadable implements Handler<HttpServerRequest> {
  private final boolean secure;

  Unreadable(boolean secure) {
    this.secure = secure;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long start = System.nanoTime();
    String id = UUID.randomUUID().toString();
    Fault fault = fault(request.decoderResult().cause());
    HttpServerResponse response = request.response();
    Headers.put(response, secure);
    response
        .setStatusCode(fault.status())
        .putHeader("X-Request-Id", id)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .putHeader(HttpHeaders.CONTENT_TYPE, EndpointReading.PROBLEM)
        .end(Problem.of(new Refusal(fault), false, id, FieldError::pointer).toBuffer())
        .onComplete(done -> {
          AccessLog.write("-", "-", response, start, null, id);
          request.connection().close();
        });
  }

  private static Fault fault(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e -> Fault.URI_TOO_LONG;
      case TooLongHttpHeaderException e -> Fault.HEADERS_TOO_LARGE;
      case null, default -> Fault.MALFORMED;
    };
  }
}
