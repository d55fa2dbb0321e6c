package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import lantian.obd.frame.Bcc;
import lantian.obd.frame.Frame;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Every frame of a line is opened with the key that fits it, whichever frame it is. */
class TriedKeysTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SM4 = HEX.parseHex("0123456789abcdeffedcba9876543210");
  private static final byte[] AES = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] NOBODYS = HEX.parseHex("ffeeddccbbaa99887766554433221100");

  private final JsonNode vector = vector("syn-gb-sm2-encrypted");
  private final byte[] sm2 = HEX.parseHex(VectorsTest.line(vector));
  private final byte[] plain = HEX.parseHex(vector.at("/expected/plainHex").asText());

  private static JsonNode vector(String id) {
    try {
      return VectorsTest.all()
          .filter(v -> v.get("id").asText().equals(id))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The vector's frame with another unit, GB 17691 codes: 1 plain, 4 SM4, 5 AES-128. */
  private byte[] frame(int encryption, byte[] unit) {
    byte[] frame = Arrays.copyOf(sm2, Frame.OVERHEAD + unit.length);
    frame[21] = (byte) encryption;
    frame[22] = (byte) (unit.length >> 8);
    frame[23] = (byte) unit.length;
    System.arraycopy(unit, 0, frame, 24, unit.length);
    Bcc.seal(frame);
    return frame;
  }

  private byte[] encrypted(String name, byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(name + "/ECB/PKCS5Padding", new BouncyCastleProvider());
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, name));
    return frame(name.equals("SM4") ? 4 : 5, cipher.doFinal(plain));
  }

  private KeyFile keys() {
    byte[] secret = HEX.parseHex(vector.at("/expected/sm2/privateKeyTestOnly").asText());
    return new KeyFile(
        List.of(
            new UnitKey("city", Encryption.SM2, secret),
            new UnitKey("depot", Encryption.SM4, SM4),
            new UnitKey("maker", Encryption.AES128, AES)),
        List.of());
  }

  private String line() throws GeneralSecurityException {
    List<byte[]> frames =
        List.of(
            frame(1, plain),
            sm2,
            encrypted("SM4", SM4),
            encrypted("AES", NOBODYS),
            encrypted("AES", AES));
    StringBuilder line = new StringBuilder();
    frames.forEach(frame -> line.append(HEX.formatHex(frame)));
    return line.toString();
  }

  private static ObjectNode decode(KeyFile keys, String line) {
    return new ObdDecode(Profile.GB17691, keys, CipherSettings.defaults()).line(line);
  }

  @Test
  void everyFrameOfALineIsOpenedWithItsOwnKey() throws Exception {
    JsonNode decoded = decode(keys(), line()).get("decoded");
    assertThat(decoded).hasSize(5);
    String[] opened = {"", "SM2 city", "SM4 depot", "", "AES128 maker"};
    for (int i = 0; i < opened.length; i++) {
      JsonNode frame = decoded.get(i);
      String by = frame.path("algorithm").asText() + " " + frame.path("keyId").asText();
      assertThat(by.strip()).as("frame %d", i).isEqualTo(opened[i]);
      assertThat(frame.has("encryptedHex")).as("frame %d", i).isEqualTo(i > 0);
      if (i == 3) {
        assertThat(frame.has("data")).isFalse();
      } else {
        assertThat(frame.get("data")).as("frame %d", i).isEqualTo(decoded.get(0).get("data"));
      }
    }
    assertThat(decoded.get(0).get("data").get("items")).isNotEmpty();
  }

  @Test
  void withoutKeysNothingIsOpened() throws Exception {
    JsonNode decoded = decode(KeyFile.NONE, line()).get("decoded");
    assertThat(decoded).noneMatch(frame -> frame.has("plainHex"));
    assertThat(decoded.get(1).has("data")).isFalse();
  }

  @Test
  void beyondTheKeysThatAServerTriesAPersonsAreTriedToo() throws Exception {
    List<UnitKey> many = new ArrayList<>();
    for (int i = 0; i <= UnitCipher.MOST_TRIES; i++) {
      many.add(new UnitKey("other" + i, Encryption.AES128, NOBODYS));
    }
    many.add(new UnitKey("maker", Encryption.AES128, AES));
    ObjectNode out = decode(new KeyFile(many, List.of()), HEX.formatHex(encrypted("AES", AES)));
    assertThat(out.get("keyId").asText()).isEqualTo("maker");
  }

  @Test
  void aFrameInAFrameIsOpenedToo() throws Exception {
    byte[] outer = frame(1, encrypted("SM4", SM4));
    outer[3] = (byte) 0xFE;
    System.arraycopy("LSUZTEST0VIN00001".getBytes(StandardCharsets.US_ASCII), 0, outer, 4, 17);
    Bcc.seal(outer);
    ObdDecode decode = new ObdDecode(Profile.PLATFORM, keys(), CipherSettings.defaults());
    JsonNode nested = decode.line(HEX.formatHex(outer)).at("/decoded/0/nested");
    assertThat(nested.path("keyId").asText()).as("%s", nested).isEqualTo("depot");
    assertThat(nested.get("data").get("items")).isNotEmpty();
  }

  @Test
  void aLaterFramesSignatureIsJudgedAsTheFirstsIs() {
    JsonNode signed = vector("syn-hj-reissue");
    JsonNode filed = signed.at("/expected/sm2");
    KeyFile key =
        new KeyFile(
            List.of(),
            List.of(
                new FiledKey(
                    filed.get("sm2UserId").asText().getBytes(StandardCharsets.US_ASCII),
                    HEX.parseHex(filed.get("publicKeyXY").asText()))));
    String unsigned = VectorsTest.line(vector("syn-hj-mixed-unsigned"));
    ObjectNode out =
        new ObdDecode(Profile.HJ1239, key, CipherSettings.defaults())
            .line(unsigned + VectorsTest.line(signed));
    assertThat(out.at("/decoded/1/signatureValid").asBoolean()).isTrue();
    assertThat(out.has("signatureValid")).isFalse();
    assertThat(out.at("/decoded/0").has("signatureValid")).isFalse();
  }

  @Test
  void aPersonSeesWhatIsInsideAndWithWhichKey() throws Exception {
    ObdDecode decode = new ObdDecode(Profile.GB17691, keys(), CipherSettings.defaults());
    String text = decode.explain(HEX.formatHex(encrypted("AES", AES)));
    assertThat(text).contains("密文 cipher text", "opened with AES128, key maker", "speedKmh");
    String closed = decode.explain(HEX.formatHex(encrypted("AES", NOBODYS)));
    assertThat(closed).contains("密文 cipher text").doesNotContain("opened with", "speedKmh");
  }
}
