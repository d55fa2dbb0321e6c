package lantian.desk.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Keeps secrets that the desk itself must read again (密存): SM4-GCM under a key of its own for each
 * place, so that what is kept in one place opens in no other.
 *
 * <p>Stored is {@code 1 ‖ nonce 12 ‖ ciphertext ‖ tag 16}. The place may hold what only the caller
 * knows; then the database alone opens nothing.
 */
public final class Vault {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final byte[] root;
  private final SecureRandom random;

  Vault(byte[] root, SecureRandom random) {
    this.root = root.clone();
    this.random = random;
  }

  /** Locks a secret in its place. */
  public byte[] lock(String place, byte[] secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    GCMBlockCipher cipher = cipher(true, place, nonce);
    byte[] out = new byte[cipher.getOutputSize(secret.length)];
    int length = cipher.processBytes(secret, 0, secret.length, out, 0);
    try {
      cipher.doFinal(out, length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e); // Nothing is checked while locking.
    }
    return ByteBuffer.allocate(1 + NONCE + out.length).put(VERSION).put(nonce).put(out).array();
  }

  /** The secret of this place; empty if it was locked elsewhere or is not what was locked. */
  public Optional<byte[]> unlock(String place, byte[] locked) {
    if (locked.length < 1 + NONCE + TAG_BITS / 8 || locked[0] != VERSION) {
      return Optional.empty();
    }
    GCMBlockCipher cipher = cipher(false, place, Arrays.copyOfRange(locked, 1, 1 + NONCE));
    int length = locked.length - 1 - NONCE;
    byte[] out = new byte[cipher.getOutputSize(length)];
    try {
      int done = cipher.processBytes(locked, 1 + NONCE, length, out, 0);
      done += cipher.doFinal(out, done);
      return Optional.of(Arrays.copyOf(out, done));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  /** A keyed digest of a text, 32 bytes: tells whether two are equal, and nothing of either. */
  public byte[] digest(String place, byte[] text) {
    return mac(mac(root, ("digest\n" + place).getBytes(StandardCharsets.UTF_8)), text);
  }

  private GCMBlockCipher cipher(boolean locking, String place, byte[] nonce) {
    byte[] named = ("lock\n" + place).getBytes(StandardCharsets.UTF_8);
    KeyParameter key = new KeyParameter(Arrays.copyOf(mac(root, named), 16));
    var cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(locking, new AEADParameters(key, TAG_BITS, nonce));
    return (GCMBlockCipher) cipher;
  }

  private static byte[] mac(byte[] key, byte[] text) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(key));
    mac.update(text, 0, text.length);
    byte[] full = new byte[mac.getMacSize()];
    mac.doFinal(full, 0);
    return full;
  }
}
