package lantian.desk.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that a receiver shares with the desk (推送签名密钥), Standard Webhooks 1.0.0. */
final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    this.key = key;
  }

  /**
   * Reads {@code whsec_} and Base64 of 24 to 64 bytes.
   *
   * @throws IllegalArgumentException if it is something else; never says what
   */
  static WebhookSecret parse(String text) {
    String bare = text.strip();
    byte[] key;
    try {
      key = Base64.getDecoder().decode(bare.startsWith(PREFIX) ? bare.substring(6) : "!");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a secret is whsec_ and Base64");
    }
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw new IllegalArgumentException("a secret has 24 to 64 bytes");
    }
    return new WebhookSecret(key);
  }

  /** The first line of a file; read for each event, so that a rotation needs no new start. */
  static WebhookSecret read(Path file) throws IOException {
    if (Files.size(file) > 1024) {
      throw new IOException("no secret");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return parse(text.lines().findFirst().orElse(""));
  }

  /** The signature of a message, as the header has it. */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret[***]";
  }
}
