package lantian.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import lantian.desk.fault.Refusal;
import lantian.desk.sealing.Sealer;
import lantian.desk.sealing.Vault;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the database has no secret that was sealed with a key beside it. */
class ReceiverSecretsIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET =
      "whsec_"
          + Base64.getEncoder()
              .encodeToString(
                  "a secret of thirty-two bytes ...".getBytes(StandardCharsets.US_ASCII));

  @TempDir private Path folder;
  private MongoDatabase database = MongoSet.shared().freshDatabase();

  @BeforeEach
  void begin() {
    database = MongoSet.shared().freshDatabase();
  }

  @AfterEach
  void end() {
    database.drop();
  }

  /** Another one each time, as after a restart, with the keys that the database has. */
  private Vault vault() {
    return Sealer.open(database, RANDOM).vault(RANDOM);
  }

  private Path key(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text + "\n");
  }

  @Test
  void withTheKeyFileOnly() throws IOException {
    Path key = key("key", "0123456789abcdef0123456789abcdef");
    var sealed = new ReceiverSecrets(vault(), key).seal("police", SECRET);
    assertThat(new String(sealed.getData(), StandardCharsets.ISO_8859_1)).doesNotContain("whsec_");
    assertThat(new ReceiverSecrets(vault(), key).open("police", sealed).sign("a", 1, BODY))
        .isEqualTo(WebhookSecret.parse(SECRET).sign("a", 1, BODY));
    Path other = key("other", "another-key-0123456789abcdef0123");
    for (ReceiverSecrets thief :
        new ReceiverSecrets[] {
          new ReceiverSecrets(vault(), null), new ReceiverSecrets(vault(), other)
        }) {
      assertThatThrownBy(() -> thief.open("police", sealed))
          .isInstanceOf(IOException.class)
          .hasMessage("sealed with another key");
    }
    assertThatThrownBy(() -> new ReceiverSecrets(vault(), key).open("transport", sealed))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatWasSealedBeforeThereWasAKeyFileStillOpens() throws IOException {
    var before = new ReceiverSecrets(vault(), null).seal("police", SECRET);
    Path key = key("key", "0123456789abcdef0123456789abcdef");
    assertThat(new ReceiverSecrets(vault(), key).open("police", before).sign("a", 1, BODY))
        .isEqualTo(WebhookSecret.parse(SECRET).sign("a", 1, BODY));
  }

  @Test
  void aKeyFileThatIsNoneIsSaid() throws IOException {
    Path little = key("little", "short");
    assertThatThrownBy(() -> new ReceiverSecrets(vault(), little).seal("police", SECRET))
        .isInstanceOf(Refusal.class);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new ReceiverSecrets(vault(), missing).seal("police", SECRET))
        .isInstanceOf(Refusal.class);
  }
}
