package lantian.obd.packet;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.jspecify.annotations.Nullable;

/**
 * SM2 signatures of terminals (终端数字签名, SM2 with SM3). Thread-safe. See spec clauses 3 and 8.
 *
 * <p>Uses the custom curve, which verifies 5 to 10 times faster than the generic one, and keeps
 * parsed public keys.
 */
public final class Signatures {
  /** The user id that GM/T 0009 gives where none was agreed. */
  private static final byte[] DEFAULT_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  static final ECDomainParameters CURVE = curve();

  private final Map<ByteBuffer, ECPublicKeyParameters> keys;

  /** Keeps at most {@code cachedKeys} parsed keys. */
  public Signatures(int cachedKeys) {
    keys =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(
                  Map.Entry<ByteBuffer, ECPublicKeyParameters> eldest) {
                return size() > cachedKeys;
              }
            });
  }

  /** The user id of GM/T 0009 where none was agreed, for a terminal whose chip id is not filed. */
  public static byte[] defaultId() {
    return DEFAULT_ID.clone();
  }

  /** Under which user id a signature held. */
  public enum UserId {
    /** The 16 bytes of the chip id. */
    CHIP,
    /** The default id of GM/T 0009. */
    DEFAULT
  }

  /**
   * Verifies the bytes {@code [from, to)} of {@code unit} against the signature block at {@code
   * block}: first with the chip id as user id, then with the default id.
   *
   * @param publicKey X‖Y, 64 bytes
   * @param chipId 16 raw bytes
   * @return under which id it holds, null if it does not
   */
  public @Nullable UserId verify(
      byte[] publicKey, byte[] chipId, byte[] unit, int from, int to, int block) {
    if (!Sig66.at(unit, block, unit.length)) {
      return null;
    }
    byte[] signature = new byte[64];
    System.arraycopy(unit, block + 1, signature, 0, 32);
    System.arraycopy(unit, block + 34, signature, 32, 32);
    ECPublicKeyParameters key = key(publicKey);
    if (key == null) {
      return null;
    }
    if (holds(key, chipId, unit, from, to, signature)) {
      return UserId.CHIP;
    }
    return holds(key, DEFAULT_ID, unit, from, to, signature) ? UserId.DEFAULT : null;
  }

  /**
   * Verifies an activation with the key inside it, over bytes 0–102 and, failing that, 6–102.
   * Proves possession of the key, not identity.
   *
   * @return the first byte signed, 0 or 6; −1 if neither holds
   */
  public int activationFrom(Packet.Activation activation) {
    if (activation.signature() < 0) {
      return -1;
    }
    int end = activation.start() + 103;
    for (int from : new int[] {0, 6}) {
      UserId held =
          verify(
              activation.publicKey(),
              activation.chipId(),
              activation.unit(),
              activation.start() + from,
              end,
              activation.signature());
      if (held != null) {
        return from;
      }
    }
    return -1;
  }

  private @Nullable ECPublicKeyParameters key(byte[] publicKey) {
    ByteBuffer name = ByteBuffer.wrap(publicKey.clone());
    ECPublicKeyParameters known = keys.get(name);
    if (known != null) {
      return known;
    }
    if (publicKey.length != 64) {
      return null;
    }
    byte[] point = new byte[65];
    point[0] = 0x04;
    System.arraycopy(publicKey, 0, point, 1, 64);
    try {
      ECPublicKeyParameters parsed =
          new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), CURVE);
      keys.put(name, parsed);
      return parsed;
    } catch (IllegalArgumentException e) {
      return null; // not a point of the curve: no signature can hold
    }
  }

  private static boolean holds(
      ECPublicKeyParameters key, byte[] id, byte[] unit, int from, int to, byte[] signature) {
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger s = new BigInteger(1, signature, 32, 32);
    BigInteger n = CURVE.getN();
    boolean inRange = r.signum() > 0 && s.signum() > 0 && r.compareTo(n) < 0 && s.compareTo(n) < 0;
    if (!inRange || r.add(s).mod(n).signum() == 0) {
      return false;
    }
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    signer.init(false, new ParametersWithID(key, id));
    signer.update(unit, from, to - from);
    return signer.verifySignature(signature);
  }

  private static ECDomainParameters curve() {
    X9ECParameters sm2 = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(sm2.getCurve(), sm2.getG(), sm2.getN(), sm2.getH());
  }
}
