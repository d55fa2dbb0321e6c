package lantian.desk.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code Authorization} header of a signed request says (请求签名头).
 *
 * @param scheme how it is signed
 * @param key id of the machine key, 24 hex digits
 * @param timestamp when it was signed, in seconds since 1970
 * @param nonce 16 to 64 characters that the key has not used before
 * @param body digest of the body, lower-case hex
 * @param signature keyed digest of the signed text, lower-case hex
 */
public record SignedHead(
    Scheme scheme, String key, long timestamp, String nonce, String body, String signature) {
  private static final Map<String, String> FORMS =
      Map.of(
          "key", "[0-9a-f]{24}",
          "timestamp", "[0-9]{1,12}",
          "nonce", "[A-Za-z0-9_-]{16,64}",
          "body", "[0-9a-f]{64}",
          "signature", "[0-9a-f]{64}");

  /** True if the header means to be one, well formed or not. */
  public static boolean meant(String header) {
    return header.startsWith("LANTIAN-");
  }

  /** Reads {@code SCHEME key=…, timestamp=…, nonce=…, body=…, signature=…}, in any order. */
  public static Optional<SignedHead> read(String header) {
    String[] halves = header.split(" ", 2);
    Optional<Scheme> scheme = Scheme.of(halves[0]);
    if (scheme.isEmpty() || halves.length < 2 || header.length() > 600) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (String part : halves[1].split(",", 6)) {
      String[] pair = part.strip().split("=", 2);
      String form = FORMS.get(pair[0]);
      if (form == null || pair.length < 2 || !pair[1].matches(form)) {
        return Optional.empty();
      }
      if (values.put(pair[0], pair[1]) != null) {
        return Optional.empty();
      }
    }
    return values.size() == FORMS.size() ? Optional.of(of(scheme.get(), values)) : Optional.empty();
  }

  private static SignedHead of(Scheme scheme, Map<String, String> values) {
    return new SignedHead(
        scheme,
        values.getOrDefault("key", ""),
        Long.parseLong(values.getOrDefault("timestamp", "")),
        values.getOrDefault("nonce", ""),
        values.getOrDefault("body", ""),
        values.getOrDefault("signature", ""));
  }
}
