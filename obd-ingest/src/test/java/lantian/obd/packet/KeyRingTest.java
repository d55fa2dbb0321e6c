package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import lantian.obd.frame.Frame;
import lantian.obd.store.WireFrames;
import lantian.proto.Vin;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00021");
  private static final Vin ANOTHER = new Vin("LSUZTEST0VIN00022");
  private static final int SM4 = 0x03;
  private static final String GOOD = "sm4 0123456789abcdeffedcba9876543210";
  private static final String OTHER = "sm4 1123456789abcdeffedcba9876543210";

  @TempDir Path folder = Path.of("");
  private final AtomicLong nanos = new AtomicLong();
  private KeyRing ring = ring();

  private KeyRing ring() {
    return new KeyRing(folder, CipherSettings.defaults(), PlatformCommands.DEFAULT, nanos::get);
  }

  @BeforeEach
  void begin() {
    ring = ring();
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void aKeyIsUsedWhenItComesAndNotWhenItIsGone() throws Exception {
    assertThat(opens(TRUCK)).isFalse();
    assertThat(ring.generation()).isZero();
    file("platform.key", GOOD);
    assertThat(opens(TRUCK)).isTrue();
    long generation = ring.generation();
    assertThat(generation).isPositive();
    Files.delete(folder.resolve("platform.key"));
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(opens(TRUCK)).isFalse();
    assertThat(ring.generation()).isGreaterThan(generation);
  }

  @Test
  void aBadFileHindersNoOtherAndIsMetAgain() throws Exception {
    file("a.key", "sm2 " + "00".repeat(32));
    file("b.key", "sm2 " + "ff".repeat(32));
    file("c.key", "rsa AQID");
    file("d.key", "filed short");
    assertThat(ring.generation()).isZero();
    file("e.key", GOOD);
    assertThat(opens(TRUCK)).isTrue();
    file("e.key", GOOD + " and more");
    assertThat(opens(TRUCK)).as("a file half written leaves its keys").isTrue();
    file("e.key", OTHER);
    assertThat(opens(TRUCK)).isFalse();
    file("a.key", GOOD);
    assertThat(opens(TRUCK)).isTrue();
  }

  @Test
  void aTerminalsOwnKeyIsTriedOnItsUnitsOnly() throws Exception {
    file(TRUCK.text() + ".key", GOOD);
    assertThat(opens(TRUCK)).isTrue();
    assertThat(opens(ANOTHER)).isFalse();
  }

  @Test
  void anOwnKeyIsFoundAmongMoreThanAreTriedOnAUnit() throws Exception {
    for (int i = 0; i <= UnitCipher.MOST_TRIES; i++) {
      file("A%02d.key".formatted(i), OTHER);
    }
    file("Z.key", GOOD);
    assertThat(opens(TRUCK)).isFalse();
    file(TRUCK.text() + ".key", GOOD);
    assertThat(opens(TRUCK)).isTrue();
  }

  private boolean opens(Vin vin) throws Exception {
    byte[] plain = new byte[28];
    WireTime.write(1_790_000_000L, plain, 0);
    byte[] key = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");
    Cipher cipher = Cipher.getInstance("SM4/ECB/PKCS5Padding", new BouncyCastleProvider());
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"));
    Frame login = WireFrames.frame(vin, Command.LOGIN, SM4, cipher.doFinal(plain));
    byte[] opened = ring.open(login, Profile.HJ1239);
    if (opened != null) {
      assertThat(opened).isEqualTo(plain);
    }
    return opened != null;
  }
}
