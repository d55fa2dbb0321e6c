package lantian.proto;

import org.bouncycastle.crypto.digests.SM3Digest;

/** SM3 digests (国密杂凑算法, GB/T 32905), 32 bytes each. */
public final class Sm3 {
  /** Length of a digest in bytes. */
  public static final int LENGTH = 32;

  private Sm3() {}

  /** Digest over the parts, one after the other. */
  public static byte[] of(byte[]... parts) {
    SM3Digest digest = new SM3Digest();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[LENGTH];
    digest.doFinal(out, 0);
    return out;
  }
}
