package lantian.desk.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lantian.proto.Sm3;
import org.bouncycastle.crypto.digests.SM3Digest;

/** Both digests of a stream of bytes and their number (双摘要), built up piece by piece. */
final class Fingerprint {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest sha256;
  private final SM3Digest sm3 = new SM3Digest();
  private long size;

  Fingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Fingerprint of(byte[] bytes) {
    Fingerprint whole = new Fingerprint();
    whole.add(bytes, 0, bytes.length);
    return whole;
  }

  void add(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
    sm3.update(bytes, offset, length);
    size += length;
  }

  long size() {
    return size;
  }

  /** SHA-256; can be asked for once. */
  String sha256() {
    return HEX.formatHex(sha256.digest());
  }

  /** SM3; can be asked for once. */
  String sm3() {
    byte[] out = new byte[Sm3.LENGTH];
    sm3.doFinal(out, 0);
    return HEX.formatHex(out);
  }
}
