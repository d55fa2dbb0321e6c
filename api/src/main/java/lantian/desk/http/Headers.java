package lantian.desk.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;

/** Headers of every answer (安全响应头). */
final class Headers {
  /** Nothing from elsewhere, nothing inline. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private Headers() {}

  static void put(HttpServerResponse response, boolean tls) {
    MultiMap headers = response.headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    headers.set("Cache-Control", "no-store");
    if (tls) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
