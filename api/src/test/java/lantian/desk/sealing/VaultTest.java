package lantian.desk.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final byte[] SECRET = "a secret of a key".getBytes(StandardCharsets.UTF_8);
  private final Vault vault = new Vault(new byte[32], new SecureRandom());

  @Test
  void aSecretComesBackFromItsPlaceOnly() {
    byte[] locked = vault.lock("here", SECRET);
    assertThat(vault.unlock("here", locked)).hasValue(SECRET);
    assertThat(vault.unlock("there", locked)).isEmpty();
    byte[] root = new byte[32];
    root[0] = 1;
    assertThat(new Vault(root, new SecureRandom()).unlock("here", locked)).isEmpty();
  }

  @Test
  void nothingIsTheSameTwice() {
    assertThat(vault.lock("here", SECRET)).isNotEqualTo(vault.lock("here", SECRET));
    assertThat(vault.digest("here", SECRET)).isEqualTo(vault.digest("here", SECRET));
    assertThat(vault.digest("there", SECRET)).isNotEqualTo(vault.digest("here", SECRET));
  }

  @RepeatedTest(100)
  void whatWasChangedDoesNotOpen(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    byte[] locked = vault.lock("here", SECRET);
    locked[random.nextInt(locked.length)] ^= (byte) (1 << random.nextInt(8));
    assertThat(vault.unlock("here", locked)).isEmpty();
  }

  @Test
  void whatIsShortDoesNotOpen() {
    for (int length = 0; length < 40; length++) {
      assertThat(vault.unlock("here", new byte[length])).isEmpty();
    }
  }
}
