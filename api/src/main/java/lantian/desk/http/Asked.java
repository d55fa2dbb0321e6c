package lantian.desk.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request says about its sender (请求来源).
 *
 * @param id names the request in log and problem
 * @param address the peer's IP address
 * @param english true if English is preferred to Chinese
 * @param sessionSecret from the cookie, null if there is none
 * @param token bearer token, null if there is none
 * @param csrf CSRF token, null if there is none
 */
record Asked(
    String id,
    String address,
    boolean english,
    @Nullable String sessionSecret,
    @Nullable String token,
    @Nullable String csrf) {
  private static final String BEARER = "bearer ";

  static Asked of(HttpServerRequest request, String id, String cookieName) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer =
        authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
    Cookie cookie = request.getCookie(cookieName);
    return new Asked(
        id,
        request.remoteAddress().hostAddress(),
        english(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
        authorization != null || cookie == null ? null : cookie.getValue(),
        bearer ? authorization.substring(BEARER.length()).strip() : null,
        request.getHeader("X-CSRF-Token"));
  }

  /** The first of zh and en that is named decides; neither means Chinese. */
  private static boolean english(@Nullable String accepted) {
    if (accepted == null) {
      return false;
    }
    String languages = accepted.toLowerCase(Locale.ROOT);
    int en = languages.indexOf("en");
    int zh = languages.indexOf("zh");
    return en >= 0 && (zh < 0 || en < zh);
  }

  @Override
  public String toString() {
    return "Asked[" + id + "]";
  }
}
