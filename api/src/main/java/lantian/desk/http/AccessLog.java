package lantian.desk.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request (访问日志): method, path as the contract writes it, status, milliseconds, bytes,
 * kind of caller, request id. Never the path or query as sent: both may hold what somebody typed.
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("lantian.desk.access");

  private AccessLog() {}

  /** The method if it is a usual one; any other is what somebody typed. */
  static String word(HttpMethod method) {
    return HttpMethod.values().contains(method) ? method.name() : "OTHER";
  }

  static void write(
      String method,
      String template,
      HttpServerResponse response,
      long startNanos,
      @Nullable String role,
      String requestId) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "{} {} {} {}ms {}B {} {}",
          method,
          template,
          response.getStatusCode(),
          (System.nanoTime() - startNanos) / 1_000_000,
          response.bytesWritten(),
          role == null ? "-" : role,
          requestId);
    }
  }
}
