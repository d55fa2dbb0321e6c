package lantian.desk.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a request is signed (请求签名算法). The name begins the header and the signed text. */
public enum Scheme {
  /** For whoever has no SM3 at hand. */
  SHA256("LANTIAN-HMAC-SHA256") {
    @Override
    Digest fresh() {
      return SHA256Digest.newInstance();
    }
  },
  /** 国密. */
  SM3("LANTIAN-HMAC-SM3") {
    @Override
    Digest fresh() {
      return new SM3Digest();
    }
  };

  private final String word;

  Scheme(String word) {
    this.word = word;
  }

  abstract Digest fresh();

  /** The name in the header. */
  public String word() {
    return word;
  }

  /** The scheme of this name. */
  static Optional<Scheme> of(String word) {
    return Arrays.stream(values()).filter(scheme -> scheme.word.equals(word)).findFirst();
  }

  /** Digest, lower-case hex. */
  public String digest(byte[] bytes) {
    Digest digest = fresh();
    digest.update(bytes, 0, bytes.length);
    return hex(digest);
  }

  /** Digest of all that can be read, lower-case hex. */
  String digest(InputStream in) throws IOException {
    Digest digest = fresh();
    byte[] piece = new byte[64 << 10];
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      digest.update(piece, 0, length);
    }
    return hex(digest);
  }

  private static String hex(Digest digest) {
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  /** Keyed digest, lower-case hex. */
  String mac(byte[] secret, byte[] text) {
    HMac mac = new HMac(fresh());
    mac.init(new KeyParameter(secret));
    mac.update(text, 0, text.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }
}
