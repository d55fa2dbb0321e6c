package lantian.desk.pinning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lantian.proto.Sm3;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Public keys that roots may be signed with (根验签公钥), by their id. Keys that are no longer used stay
 * here, so that what they signed can still be verified.
 */
public final class RootKeys {
  static final ECDomainParameters CURVE = curve();
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{128}");

  private final Map<String, ECPublicKeyParameters> keys = new HashMap<>();

  /** These keys, each X‖Y as 128 hex digits. */
  public RootKeys(List<String> publicKeys) {
    for (String text : publicKeys) {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a public key has 128 lower-case hex digits");
      }
      byte[] point = HexFormat.of().parseHex("04" + text);
      keys.put(id(text), new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), CURVE));
    }
  }

  /**
   * The keys in the files {@code *.pub} of a folder; none if it is not there.
   *
   * @throws IOException if one can't be read or holds no key
   */
  public static RootKeys read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new RootKeys(List.of());
    }
    RootKeys all = new RootKeys(List.of());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pub")).sorted().toList()) {
        try {
          String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
          all.keys.putAll(new RootKeys(List.of(text)).keys);
        } catch (IllegalArgumentException e) {
          throw new IOException(file + " holds no SM2 public key: " + e.getMessage(), e);
        }
      }
    }
    return all;
  }

  /** Id of a public key: the first 16 hex digits of its SM3. */
  public static String id(String publicKey) {
    byte[] bytes = publicKey.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(Sm3.of(bytes), 0, 8);
  }

  /** True if a key with this id is known. */
  public boolean knows(String id) {
    return keys.containsKey(id);
  }

  /** True if the key with this id made the signature over the text. */
  public boolean verifies(String id, byte[] text, String signature) {
    ECPublicKeyParameters key = keys.get(id);
    if (key == null) {
      return false;
    }
    SM2Signer signer = new SM2Signer();
    signer.init(false, key);
    signer.update(text, 0, text.length);
    try {
      byte[] made = HexFormat.of().parseHex(signature);
      // Capital letters would be the same signature in another line.
      return HexFormat.of().formatHex(made).equals(signature) && signer.verifySignature(made);
    } catch (IllegalArgumentException e) {
      return false; // no hex
    }
  }

  private static ECDomainParameters curve() {
    X9ECParameters named = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
  }
}
