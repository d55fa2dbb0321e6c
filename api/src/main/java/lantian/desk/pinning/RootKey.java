package lantian.desk.pinning;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Private SM2 key that roots are signed with (根签名密钥), from a file of one line. */
public final class RootKey {
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}");

  private final ECPrivateKeyParameters key;
  private final SecureRandom random;

  /**
   * A key.
   *
   * @param number the private number, 1 to n − 2
   */
  RootKey(BigInteger number, SecureRandom random) {
    if (number.signum() <= 0
        || number.compareTo(RootKeys.CURVE.getN().subtract(BigInteger.TWO)) > 0) {
      throw new IllegalArgumentException("the number is no SM2 key");
    }
    this.key = new ECPrivateKeyParameters(number, RootKeys.CURVE);
    this.random = random;
  }

  /**
   * Reads a key: the private number as 64 hex digits.
   *
   * @throws IOException if the file can't be read or holds none; says which file and never what
   */
  public static RootKey read(Path file, SecureRandom random) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!FORM.matcher(text).matches()) {
      throw new IOException(file + " must hold an SM2 private key as 64 hex digits");
    }
    try {
      return new RootKey(new BigInteger(text, 16), random);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The public key, X‖Y as 128 hex digits. */
  public String publicKey() {
    byte[] point = RootKeys.CURVE.getG().multiply(key.getD()).normalize().getEncoded(false);
    return HexFormat.of().formatHex(point, 1, point.length);
  }

  /** Signature over a text, DER as hex. */
  public String sign(byte[] text) {
    SM2Signer signer = new SM2Signer();
    signer.init(true, new ParametersWithRandom(key, random));
    signer.update(text, 0, text.length);
    try {
      return HexFormat.of().formatHex(signer.generateSignature());
    } catch (CryptoException e) {
      throw new IllegalStateException("a root could not be signed", e);
    }
  }
}
