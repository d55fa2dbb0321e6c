package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lantian.obd.store.ChipSigner;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.engines.SM2Engine.Mode;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form in which a unit may come encrypted or signed, each with a key that does not fit. */
class CipherVariantsTest {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final byte[] PLAIN = new byte[300];
  private static final byte[] KEY = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");
  private static final String IV = "000102030405060708090a0b0c0d0e0f";
  private static final ChipSigner CHIP = new ChipSigner(0x1234_5678_9ABCL);
  private static final ChipSigner OTHER = new ChipSigner(0x1234_5678_9ABDL);

  static {
    for (int i = 0; i < PLAIN.length; i++) {
      PLAIN[i] = (byte) (i * 7);
    }
  }

  /** A form of encryption: settings, what is sent, the key that fits and one that does not. */
  record Form(String name, CipherSettings settings, byte[] sent, UnitKey key, UnitKey wrong) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() throws Exception {
    List<Form> forms = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      byte[] sent = sm2(mode);
      forms.add(sm2("SM2 " + mode + " with 0x04", sent));
      forms.add(sm2("SM2 " + mode + " without 0x04", Arrays.copyOfRange(sent, 1, sent.length)));
    }
    forms.add(sm2("SM2, C1 itself begins with 0x04", beginningWith04()));
    for (String mode : List.of("ECB/PKCS5Padding", "CBC/PKCS5Padding", "CTR/NoPadding")) {
      forms.add(block(Encryption.SM4, "SM4", mode));
      forms.add(block(Encryption.AES128, "AES", mode));
    }
    forms.add(rsa("RSA/ECB/PKCS1Padding", 117));
    forms.add(rsa("RSA/ECB/OAEPPadding", 86));
    return forms.stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void opensWithTheRightKeyAndWithNoOther(Form form) {
    UnitCipher cipher = new UnitCipher(form.settings());
    for (Encryption announced : List.of(form.key().algorithm(), Encryption.INVALID)) {
      UnitCipher.Plain plain =
          cipher.decrypt(
              form.sent(), announced, List.of(form.wrong(), form.key()), CipherVariantsTest::exact);
      assertThat(Objects.requireNonNull(plain).bytes()).isEqualTo(PLAIN);
      assertThat(plain.algorithm()).isEqualTo(form.key().algorithm());
      assertThat(plain.keyId()).isEqualTo("right");
    }
    Encryption algorithm = form.key().algorithm();
    assertThat(
            cipher.decrypt(
                form.sent(), algorithm, List.of(form.wrong()), CipherVariantsTest::exact))
        .isNull();
  }

  private static boolean exact(byte[] bytes) {
    return Arrays.equals(bytes, PLAIN);
  }

  @Test
  void whatSm2ProvesIsTakenAlthoughItCannotBeRead() throws Exception {
    UnitCipher cipher = new UnitCipher(CipherSettings.defaults());
    UnitKey key = new UnitKey("right", Encryption.SM2, CHIP.scalar());
    byte[] sent = sm2(Mode.C1C3C2);
    assertThat(cipher.decrypt(sent, Encryption.SM2, List.of(key), bytes -> false)).isNotNull();
    sent[200] ^= 1;
    assertThat(cipher.decrypt(sent, Encryption.SM2, List.of(key), bytes -> false)).isNull();
  }

  @Test
  void aKeyThatIsNoneFitsNothingAndHindersNoOther() throws Exception {
    byte[] beyond = new byte[32];
    Arrays.fill(beyond, (byte) 0xFF);
    List<UnitKey> keys =
        List.of(
            new UnitKey("zero", Encryption.SM2, new byte[32]),
            new UnitKey("beyond", Encryption.SM2, beyond),
            new UnitKey("no PKCS#8", Encryption.RSA, new byte[] {1, 2, 3}),
            new UnitKey("right", Encryption.SM2, CHIP.scalar()));
    UnitCipher.Plain plain =
        new UnitCipher(CipherSettings.defaults())
            .decrypt(sm2(Mode.C1C3C2), Encryption.RSA, keys, CipherVariantsTest::exact);
    assertThat(Objects.requireNonNull(plain).keyId()).isEqualTo("right");
  }

  @Test
  void noMoreThanSoManyKeysAreTried() throws Exception {
    Form form = block(Encryption.SM4, "SM4", "ECB/PKCS5Padding");
    UnitCipher cipher = new UnitCipher(form.settings());
    List<UnitKey> keys = new ArrayList<>();
    for (int i = 1; i < UnitCipher.MOST_TRIES; i++) {
      keys.add(form.wrong());
    }
    keys.add(form.key());
    assertThat(cipher.decrypt(form.sent(), Encryption.SM4, keys, CipherVariantsTest::exact))
        .isNotNull();
    keys.addFirst(form.wrong());
    assertThat(cipher.decrypt(form.sent(), Encryption.SM4, keys, CipherVariantsTest::exact))
        .isNull();
  }

  @Test
  void anActivationMaySignFromTheTimeOrFromTheChipIdOn() {
    byte[] chip = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
    byte[] unit = new byte[103];
    System.arraycopy(chip, 0, unit, 6, 16);
    System.arraycopy(CHIP.publicKey(), 0, unit, 22, 64);
    Signatures signatures = new Signatures(0);
    for (byte[] id : List.of(chip, Signatures.defaultId())) {
      for (int from : new int[] {0, 6}) {
        byte[] signed = CHIP.signed(unit, from, id);
        assertThat(signatures.activationFrom(activation(signed))).isEqualTo(from);
        signed[50 + from] ^= 1;
        assertThat(signatures.activationFrom(activation(signed))).isEqualTo(-1);
      }
    }
    byte[] byAnother = OTHER.signed(unit, 0, chip);
    assertThat(signatures.activationFrom(activation(byAnother))).isEqualTo(-1);
    assertThat(signatures.activationFrom(activation(unit))).isEqualTo(-1);
  }

  private static Packet.Activation activation(byte[] unit) {
    return new Packet.Activation(
        0,
        Arrays.copyOfRange(unit, 6, 22),
        Arrays.copyOfRange(unit, 22, 86),
        "",
        unit,
        0,
        Sig66.at(unit, 103, unit.length) ? 103 : -1);
  }

  private static Form sm2(String name, byte[] sent) {
    return new Form(
        name,
        CipherSettings.defaults(),
        sent,
        new UnitKey("right", Encryption.SM2, CHIP.scalar()),
        new UnitKey("wrong", Encryption.SM2, OTHER.scalar()));
  }

  private static byte[] sm2(Mode mode) throws InvalidCipherTextException {
    byte[] point = new byte[65];
    point[0] = 0x04;
    System.arraycopy(CHIP.publicKey(), 0, point, 1, 64);
    SM2Engine engine = new SM2Engine(mode);
    engine.init(
        true,
        new ParametersWithRandom(
            new ECPublicKeyParameters(
                Signatures.CURVE.getCurve().decodePoint(point), Signatures.CURVE),
            new SecureRandom()));
    return engine.processBlock(PLAIN, 0, PLAIN.length);
  }

  /** Without its 0x04, and the first byte of C1 happens to be 0x04 all the same. */
  private static byte[] beginningWith04() throws InvalidCipherTextException {
    while (true) {
      byte[] sent = sm2(Mode.C1C3C2);
      if (sent[1] == 0x04) {
        return Arrays.copyOfRange(sent, 1, sent.length);
      }
    }
  }

  private static Form block(Encryption algorithm, String name, String mode)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(name + "/" + mode, PROVIDER);
    boolean ecb = mode.startsWith("ECB");
    SecretKeySpec key = new SecretKeySpec(KEY, name);
    if (ecb) {
      cipher.init(Cipher.ENCRYPT_MODE, key);
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(HexFormat.of().parseHex(IV)));
    }
    byte[] wrong = KEY.clone();
    wrong[0] ^= 1;
    return new Form(
        name + "/" + mode,
        new CipherSettings("SM4/" + mode, "AES/" + mode, "RSA", ecb ? "" : IV, false),
        cipher.doFinal(PLAIN),
        new UnitKey("right", algorithm, KEY),
        new UnitKey("wrong", algorithm, wrong));
  }

  /** In blocks, as a key shorter than the unit has to be used. */
  private static Form rsa(String transformation, int most) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", PROVIDER);
    generator.initialize(1024);
    KeyPair pair = generator.generateKeyPair();
    Cipher cipher = Cipher.getInstance(transformation, PROVIDER);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int at = 0; at < PLAIN.length; at += most) {
      sent.writeBytes(cipher.doFinal(PLAIN, at, Math.min(most, PLAIN.length - at)));
    }
    return new Form(
        transformation,
        new CipherSettings("SM4", "AES", transformation, "", false),
        sent.toByteArray(),
        new UnitKey("right", Encryption.RSA, pair.getPrivate().getEncoded()),
        new UnitKey(
            "wrong", Encryption.RSA, generator.generateKeyPair().getPrivate().getEncoded()));
  }
}
