package lantian.deploy.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * Size and digests of a file (文件摘要).
 *
 * @param size bytes
 * @param sha256 hex
 * @param sm3 hex
 */
record FileDigest(long size, String sha256, String sm3) {
  private static final int BUFFER = 64 << 10;

  static FileDigest of(Path file) throws IOException {
    MessageDigest sha256 = sha256Digest();
    SM3Digest sm3 = new SM3Digest();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        sm3.update(buffer, 0, n);
        size += n;
      }
    }
    byte[] digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    HexFormat hex = HexFormat.of();
    return new FileDigest(size, hex.formatHex(sha256.digest()), hex.formatHex(digest));
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
