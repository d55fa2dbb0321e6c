package lantian.obd.packet;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts data units (数据单元解密). Thread-safe. See spec clauses 2 and 8.
 *
 * <p>The encryption byte says which algorithm to try first; terminals are known that send another
 * one than they say, so the others follow. What worked is part of the answer: nothing is guessed
 * silently. At most {@value #MOST_TRIES} keys are tried on a unit.
 */
public final class UnitCipher {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final int SM2_OVERHEAD = 97;

  /** A sender decides how often this is done, and a key takes up to 4 ms. */
  static final int MOST_TRIES = 32;

  private final CipherSettings settings;

  /** A cipher with the modes of a profile. */
  public UnitCipher(CipherSettings settings) {
    this.settings = settings;
  }

  /**
   * A decrypted unit.
   *
   * @param bytes the plain unit
   * @param algorithm the algorithm that worked
   * @param keyId the key that worked
   */
  public record Plain(byte[] bytes, Encryption algorithm, String keyId) {}

  /**
   * Tries the keys of the announced algorithm, then the others.
   *
   * @param plausible says whether a result can be a data unit; without it a wrong key could pass
   *     for a right one. SM2 carries a digest of what was encrypted and is not asked about
   * @return null if no key fits
   */
  public @Nullable Plain decrypt(
      byte[] unit, Encryption announced, List<UnitKey> keys, Predicate<byte[]> plausible) {
    List<UnitKey> order = new ArrayList<>(keys);
    order.sort(Comparator.comparing(key -> key.algorithm() != announced));
    for (UnitKey key : order.subList(0, Math.min(order.size(), MOST_TRIES))) {
      byte[] plain = one(unit, key, plausible);
      if (plain != null) {
        return new Plain(plain, key.algorithm(), key.id());
      }
    }
    return null;
  }

  private byte @Nullable [] one(byte[] unit, UnitKey key, Predicate<byte[]> plausible) {
    try {
      if (key.algorithm() == Encryption.SM2) {
        return sm2(unit, key);
      }
      byte[] plain =
          switch (key.algorithm()) {
            case SM4 -> block(unit, settings.sm4(), new SecretKeySpec(key.bytes(), "SM4"));
            case AES128 -> block(unit, settings.aes(), new SecretKeySpec(key.bytes(), "AES"));
            case RSA -> rsa(unit, key.bytes());
            case NONE, SM2, ABNORMAL, INVALID -> null;
          };
      return plain != null && plausible.test(plain) ? plain : null;
    } catch (GeneralSecurityException | RuntimeException e) {
      return null; // the key or the mode is not the sender's, whatever the library makes of it
    }
  }

  private byte[] block(byte[] unit, String transformation, SecretKeySpec key)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation, PROVIDER);
    if (settings.iv().isEmpty()) {
      cipher.init(Cipher.DECRYPT_MODE, key);
    } else {
      cipher.init(
          Cipher.DECRYPT_MODE, key, new IvParameterSpec(HexFormat.of().parseHex(settings.iv())));
    }
    return cipher.doFinal(unit);
  }

  /** The key in a PKCS#8 encoding. */
  static PrivateKey rsaKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private byte[] rsa(byte[] unit, byte[] pkcs8) throws GeneralSecurityException {
    PrivateKey key = rsaKey(pkcs8);
    Cipher cipher = Cipher.getInstance(settings.rsa(), PROVIDER);
    cipher.init(Cipher.DECRYPT_MODE, key);
    int block = (((RSAKey) key).getModulus().bitLength() + 7) / 8;
    if (unit.length == 0 || unit.length % block != 0) {
      throw new GeneralSecurityException("the unit is not made of whole blocks");
    }
    byte[] plain = new byte[unit.length];
    int filled = 0;
    for (int at = 0; at < unit.length; at += block) {
      byte[] part = cipher.doFinal(unit, at, block);
      System.arraycopy(part, 0, plain, filled, part.length);
      filled += part.length;
    }
    return Arrays.copyOf(plain, filled);
  }

  /** C1 with and without its 0x04, and both orders of C2 and C3: all are met in the field. */
  private static byte @Nullable [] sm2(byte[] unit, UnitKey key) {
    ECPrivateKeyParameters secret =
        new ECPrivateKeyParameters(new BigInteger(1, key.bytes()), Signatures.CURVE);
    byte[] prefixed = new byte[unit.length + 1];
    prefixed[0] = 0x04;
    System.arraycopy(unit, 0, prefixed, 1, unit.length);
    boolean marked = unit.length > 0 && unit[0] == 0x04;
    for (byte[] cipherText : marked ? List.of(unit, prefixed) : List.of(prefixed)) {
      for (SM2Engine.Mode mode : List.of(SM2Engine.Mode.C1C3C2, SM2Engine.Mode.C1C2C3)) {
        byte[] plain = sm2(cipherText, secret, mode);
        if (plain != null) {
          return plain;
        }
      }
    }
    return null;
  }

  private static byte @Nullable [] sm2(
      byte[] cipherText, ECPrivateKeyParameters secret, SM2Engine.Mode mode) {
    if (cipherText.length <= SM2_OVERHEAD) {
      return null;
    }
    try {
      SM2Engine engine = new SM2Engine(mode);
      engine.init(false, secret);
      return engine.processBlock(cipherText, 0, cipherText.length);
    } catch (InvalidCipherTextException | IllegalArgumentException e) {
      return null; // C1 is no point, or C3 differs: another form or another key
    }
  }
}
