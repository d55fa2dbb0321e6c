package lantian.desk.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lantian.desk.access.SignedHead;
import lantian.desk.access.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request says about its sender (请求来源).
 *
 * @param id names the request in log and problem
 * @param address IP address of the peer, or of whom a trusted proxy speaks for
 * @param english true if English is preferred to Chinese
 * @param sessionSecret from the cookie, null if there is none
 * @param device from the cookie that an earlier sign-in gave the browser, null if there is none
 * @param signOn from the cookie of a sign-on under way, null if there is none
 * @param token bearer token, null if there is none
 * @param csrf CSRF token, null if there is none
 * @param signs true if it means to be signed
 * @param signed what was signed, null if nothing was or the header can't be read
 */
record Asked(
    String id,
    String address,
    boolean english,
    @Nullable String sessionSecret,
    @Nullable String device,
    @Nullable String signOn,
    @Nullable String token,
    @Nullable String csrf,
    boolean signs,
    @Nullable SignedRequest signed) {
  /** Where a proxy says whom it speaks for. */
  static final String FORWARDED = "X-Forwarded-For";

  private static final String BEARER = "bearer ";

  static Asked of(HttpServerRequest request, String id, String cookieName, List<String> proxies) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer =
        authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
    Cookie cookie = request.getCookie(cookieName);
    Cookie device = request.getCookie(Replies.deviceCookie(cookieName));
    Cookie signOn = request.getCookie(Replies.signOnCookie(cookieName));
    return new Asked(
        id,
        address(request, proxies),
        english(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
        authorization != null || cookie == null ? null : cookie.getValue(),
        device == null ? null : device.getValue(),
        signOn == null ? null : signOn.getValue(),
        bearer ? authorization.substring(BEARER.length()).strip() : null,
        request.getHeader("X-CSRF-Token"),
        authorization != null && SignedHead.meant(authorization),
        authorization == null ? null : signed(request, authorization));
  }

  private static @Nullable SignedRequest signed(HttpServerRequest request, String authorization) {
    return SignedHead.read(authorization)
        .map(head ->
            new SignedRequest(
                head,
                request.method().name(),
                given(request.path()),
                given(request.query()),
                given(request.getHeader(HttpHeaders.CONTENT_TYPE)),
                given(request.getHeader("If-Match")),
                given(request.getHeader(Once.KEY))))
        .orElse(null);
  }

  private static String given(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** True if English is wanted more than Chinese; of equals the first; neither means Chinese. */
  private static boolean english(@Nullable String accepted) {
    double zh = 0;
    double en = 0;
    for (String range : accepted == null ? new String[0] : accepted.split(",", 20)) {
      String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", 2);
      String language = parts[0].split("-", 2)[0];
      double quality = quality(parts.length > 1 ? parts[1] : "");
      if (language.equals("zh")) {
        // What is named first wins a tie.
        zh = Math.max(zh, en >= quality ? quality - 1e-6 : quality);
      } else if (language.equals("en")) {
        en = Math.max(en, zh >= quality ? quality - 1e-6 : quality);
      }
    }
    return en > 0 && en > zh;
  }

  private static double quality(String parameter) {
    return parameter.matches("q=[01]([.][0-9]{0,3})?")
        ? Double.parseDouble(parameter.substring(2))
        : 1;
  }

  /**
   * Who asks: the peer, or whom a trusted proxy has it from. The header is read from its end, for
   * whatever stands before what the proxy added is the sender's own word.
   */
  private static String address(HttpServerRequest request, List<String> proxies) {
    String address = request.remoteAddress().hostAddress();
    List<String> named = new ArrayList<>();
    request.headers().getAll(FORWARDED).forEach(line -> named.addAll(List.of(line.split(",", -1))));
    for (String before : named.reversed()) {
      if (!proxies.contains(address) || !isAddress(before.strip())) {
        break;
      }
      address = before.strip();
    }
    return address;
  }

  private static boolean isAddress(String text) {
    try {
      return text.length() <= 45 && InetAddress.ofLiteral(text).getAddress().length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "Asked[" + id + "]";
  }
}
