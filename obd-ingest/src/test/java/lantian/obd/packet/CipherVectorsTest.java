package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Signatures and encryption against the published vectors, each with its negative neighbour. */
class CipherVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static JsonNode vector(String id) throws IOException {
    return VectorsTest.all().filter(v -> v.get("id").asText().equals(id)).findFirst().orElseThrow();
  }

  private static KeyFile filed(JsonNode vector) {
    JsonNode sm2 = vector.get("expected").get("sm2");
    return new KeyFile(
        List.of(),
        List.of(
            new FiledKey(
                sm2.get("sm2UserId").asText().getBytes(StandardCharsets.US_ASCII),
                HEX.parseHex(sm2.get("publicKeyXY").asText()))));
  }

  private static ObjectNode decode(JsonNode vector, KeyFile keys) {
    return new ObdDecode(VectorsTest.profile(vector), keys, CipherSettings.defaults())
        .line(VectorsTest.line(vector));
  }

  @Test
  void verifiesSignedRealtimeUnitsUnderTheFiledKey() throws IOException {
    for (String id : List.of("syn-hj-10-samples-signed", "syn-hj-reissue")) {
      JsonNode vector = vector(id);
      assertThat(decode(vector, filed(vector)).get("signatureValid").asBoolean()).as(id).isTrue();
    }
  }

  @Test
  void refusesASignatureUnderAnotherChipId() throws IOException {
    JsonNode vector = vector("syn-hj-reissue");
    FiledKey good = filed(vector).filed().getFirst();
    byte[] chip = good.chipId().clone();
    chip[15] ^= 1;
    KeyFile other = new KeyFile(List.of(), List.of(new FiledKey(chip, good.publicKey())));
    assertThat(decode(vector, other).get("signatureValid").asBoolean()).isFalse();
  }

  @Test
  void refusesEverySingleBitChangeOfWhatIsSigned() throws IOException {
    JsonNode vector = vector("syn-hj-reissue");
    FiledKey key = filed(vector).filed().getFirst();
    byte[] frame = HEX.parseHex(VectorsTest.line(vector));
    int start = 24;
    int block = frame.length - 1 - Sig66.SIZE;
    Signatures signatures = new Signatures(4);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 64; i++) {
      byte[] changed = frame.clone();
      int at = random.nextInt(start, frame.length - 1);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(signatures.verify(key.publicKey(), key.chipId(), changed, start, block, block))
          .as("byte %d changed", at)
          .isNull();
    }
    assertThat(signatures.verify(key.publicKey(), key.chipId(), frame, start, block, block))
        .isEqualTo(Signatures.UserId.CHIP);
  }

  @Test
  void verifiesAnActivationWithItsOwnKey() throws IOException {
    ObjectNode out = decode(vector("syn-hj-activation"), KeyFile.NONE);
    assertThat(out.get("signatureValid").asBoolean()).isTrue();
    assertThat(out.get("signedRange").asText()).isEqualTo("0..102");
    assertThat(out.get("sm2UserId").asText()).isEqualTo("TESTCHIP00000001");
  }

  @Test
  void decryptsSm2WithoutThePointPrefix() throws IOException {
    JsonNode vector = vector("syn-gb-sm2-encrypted");
    JsonNode expected = vector.get("expected");
    byte[] secret = HEX.parseHex(expected.get("sm2").get("privateKeyTestOnly").asText());
    ObjectNode out = decode(vector, keys(new UnitKey("city", Encryption.SM2, secret)));
    assertThat(out.get("plainHex").asText()).isEqualTo(expected.get("plainHex").asText());
    assertThat(out.get("algorithm").asText()).isEqualTo("SM2");

    secret[31] ^= 1;
    ObjectNode wrong = decode(vector, keys(new UnitKey("city", Encryption.SM2, secret)));
    assertThat(wrong.has("plainHex")).isFalse();
  }

  @Test
  void triesTheOtherAlgorithmsAndSaysWhichOneWorked() throws Exception {
    byte[] plain =
        HEX.parseHex(vector("syn-gb-sm2-encrypted").get("expected").get("plainHex").asText());
    byte[] key = HEX.parseHex("0123456789abcdeffedcba9876543210");
    for (Encryption algorithm : List.of(Encryption.SM4, Encryption.AES128)) {
      String name = algorithm == Encryption.SM4 ? "SM4" : "AES";
      Cipher cipher = Cipher.getInstance(name + "/ECB/PKCS5Padding", new BouncyCastleProvider());
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, name));
      byte[] unit = cipher.doFinal(plain);
      UnitCipher.Plain out =
          new UnitCipher(CipherSettings.defaults())
              .decrypt(
                  unit,
                  Encryption.SM2,
                  List.of(new UnitKey("k", algorithm, key)),
                  bytes -> java.util.Arrays.equals(bytes, plain));
      assertThat(java.util.Objects.requireNonNull(out).algorithm()).isEqualTo(algorithm);
    }
  }

  private static KeyFile keys(UnitKey key) {
    return new KeyFile(List.of(key), List.of());
  }
}
