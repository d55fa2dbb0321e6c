package lantian.desk.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.sealing.Vault;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of receivers that are kept at the desk, sealed (接收方密钥密存). With a key file, what was
 * sealed since opens only where that file is, whoever has the whole database.
 */
final class ReceiverSecrets {
  private static final int SHORTEST = 32;
  private static final int LONGEST = 1024;

  private final Vault vault;
  private final @Nullable Path keyFile;

  /**
   * Secrets in this vault.
   *
   * @param keyFile file whose first line goes into the sealing, null if nothing outside the
   *     database does
   */
  ReceiverSecrets(Vault vault, @Nullable Path keyFile) {
    this.vault = vault;
    this.keyFile = keyFile;
  }

  /**
   * Seals a secret.
   *
   * @throws Refusal {@link Fault#CONFLICT} if the key file can't be used
   */
  Binary seal(String receiver, String secret) {
    try {
      String place = place(receiver) + (keyFile == null ? "" : "\n" + key(keyFile));
      return new Binary(vault.lock(place, secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "",
                  "KEY_FILE",
                  "密存密钥文件（desk.delivery.keyFile）无法读取或不足 32 个字符，请修复后再试",
                  "the key file (desk.delivery.keyFile) can't be read or has less than 32"
                      + " characters; mend it")));
    }
  }

  /**
   * Opens what was sealed, with the key file or before there was one.
   *
   * @throws IOException if it was sealed with another key, or there is nothing
   */
  WebhookSecret open(String receiver, @Nullable Binary sealed) throws IOException {
    if (sealed == null) {
      throw new IOException("no secret");
    }
    Optional<byte[]> secret = vault.unlock(place(receiver), sealed.getData());
    if (secret.isEmpty() && keyFile != null) {
      secret = vault.unlock(place(receiver) + "\n" + key(keyFile), sealed.getData());
    }
    byte[] text = secret.orElseThrow(() -> new IOException("sealed with another key"));
    return WebhookSecret.parse(new String(text, StandardCharsets.US_ASCII));
  }

  private static String place(String receiver) {
    return "receiver\n" + receiver;
  }

  private static String key(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("the key file is too long");
    }
    String key =
        Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
    if (key.length() < SHORTEST) {
      throw new IOException("the key file holds too little");
    }
    return key;
  }
}
