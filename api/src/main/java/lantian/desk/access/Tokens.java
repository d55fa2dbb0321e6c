package lantian.desk.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import lantian.proto.Sm3;

/** Random secrets, and the digests under which they are stored. */
final class Tokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** No letters or digits that look alike. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

  private final SecureRandom random;

  Tokens(SecureRandom random) {
    this.random = random;
  }

  SecureRandom random() {
    return random;
  }

  /** 256 random bits, 43 characters. */
  String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  /** 96 random bits, 24 hex digits; names a thing, proves nothing. */
  String id() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A password to be typed once: 20 characters in four groups, over 110 random bits. */
  String oneTimePassword() {
    StringBuilder password = new StringBuilder(23);
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 5 == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  byte[] salt() {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return salt;
  }

  /** What is stored of a secret with full entropy: SM3, hex. */
  static String digest(String secret) {
    return HexFormat.of().formatHex(Sm3.of(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** CSRF token of a session: follows from its secret and does not give it away. */
  static String csrf(String sessionSecret) {
    return digest("csrf " + sessionSecret);
  }

  /** Compares without telling by time where they differ. */
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
