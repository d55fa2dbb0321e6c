package lantian.desk;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A program as its maker would write it from deploy/docs/machine-requests.md, with nothing of ours.
 *
 * @param id id of its key
 * @param secret the secret that was shown once
 * @param scheme {@code LANTIAN-HMAC-SHA256} or {@code LANTIAN-HMAC-SM3}
 */
record SigningClient(String id, String secret, String scheme) {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  /** A request before it is signed; what is left out is empty. */
  record Plain(String method, String target, String contentType, String key, String body) {
    static Plain get(String target) {
      return new Plain("GET", target, "", "", "");
    }

    static Plain post(String target, JsonObject body) {
      return new Plain("POST", target, "application/json", "", body.encode());
    }
  }

  /** The header of this request at this time. */
  String sign(Plain plain, Instant time, String nonce) {
    String[] target = plain.target().split("[?]", 2);
    String body = digest(plain.body());
    String text =
        scheme
            + "\n"
            + id
            + "\n"
            + time.getEpochSecond()
            + "\n"
            + nonce
            + "\n"
            + plain.method()
            + "\n"
            + target[0]
            + "\n"
            + (target.length > 1 ? target[1] : "")
            + "\n"
            + plain.contentType()
            + "\n\n"
            + plain.key()
            + "\n"
            + body;
    return scheme
        + " key="
        + id
        + ", timestamp="
        + time.getEpochSecond()
        + ", nonce="
        + nonce
        + ", body="
        + body
        + ", signature="
        + mac(text);
  }

  /** The request with this header. */
  static HttpRequest.Builder request(TestDesk desk, Plain plain, String header) {
    HttpRequest.Builder request =
        desk.request("GET", plain.target(), null)
            .header("Authorization", header)
            .method(plain.method(), HttpRequest.BodyPublishers.ofString(plain.body()));
    if (!plain.contentType().isEmpty()) {
      request.setHeader("Content-Type", plain.contentType());
    }
    if (!plain.key().isEmpty()) {
      request.setHeader("Idempotency-Key", plain.key());
    }
    return request;
  }

  private String digest(String body) {
    String name = scheme.endsWith("SM3") ? "SM3" : "SHA-256";
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(name, PROVIDER)
                  .digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String mac(String text) {
    String name = scheme.endsWith("SM3") ? "HmacSM3" : "HmacSHA256";
    try {
      Mac mac = Mac.getInstance(name, PROVIDER);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), name));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
