package lantian.desk.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (口令散列, RFC 9106) as text that carries its own parameters.
 *
 * @param memoryKib memory in KiB
 * @param passes passes over it
 * @param salt 16 random bytes
 * @param hash 32 bytes
 */
record PasswordHash(int memoryKib, int passes, byte[] salt, byte[] hash) {
  private static final int LENGTH = 32;
  private static final Pattern TEXT =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$([^$]+)\\$([^$]+)");
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  static PasswordHash of(String password, int memoryKib, int passes, byte[] salt) {
    return new PasswordHash(memoryKib, passes, salt, compute(password, memoryKib, passes, salt));
  }

  static PasswordHash parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash can't be read");
    }
    return new PasswordHash(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Base64.getDecoder().decode(parts.group(3)),
        Base64.getDecoder().decode(parts.group(4)));
  }

  boolean matches(String password) {
    return MessageDigest.isEqual(hash, compute(password, memoryKib, passes, salt));
  }

  boolean weakerThan(int otherMemoryKib, int otherPasses) {
    return memoryKib < otherMemoryKib || passes < otherPasses;
  }

  String text() {
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(memoryKib, passes, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
  }

  private static byte[] compute(String password, int memoryKib, int passes, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[LENGTH];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[***]";
  }
}
