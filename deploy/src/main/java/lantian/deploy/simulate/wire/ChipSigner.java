package lantian.deploy.simulate.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The security chip of a simulated terminal (安全芯片): signs units with SM2, user id = chip id.
 *
 * <p>Key and nonces come from a seed, so that a run can be repeated byte for byte. Never a model
 * for real key handling.
 */
public final class ChipSigner {
  private static final int HALF = 32;
  private static final ECDomainParameters CURVE = curve();

  private final byte[] chipId;
  private final SplittableRandom nonces;
  private final BigInteger secret;

  /**
   * A chip with this id, 16 ASCII characters; the seed decides its key.
   *
   * @throws IllegalArgumentException if the id has another length
   */
  public ChipSigner(String chipId, long seed) {
    this.chipId = chipId.getBytes(StandardCharsets.US_ASCII);
    if (this.chipId.length != 16) {
      throw new IllegalArgumentException("a chip id has 16 characters");
    }
    this.nonces = new SplittableRandom(seed);
    byte[] key = new byte[HALF];
    nonces.nextBytes(key);
    BigInteger room = CURVE.getN().subtract(BigInteger.TWO);
    this.secret = new BigInteger(1, key).mod(room).add(BigInteger.ONE);
  }

  /** The chip's id as it is filed: the 16 raw bytes as hex. */
  public String chipIdHex() {
    return HexFormat.of().formatHex(chipId);
  }

  /** Public key X‖Y as hex, 64 bytes. */
  public String publicKeyHex() {
    ECPoint point = CURVE.getG().multiply(secret).normalize();
    return HexFormat.of().formatHex(point.getEncoded(false), 1, 65);
  }

  byte[] chipId() {
    return chipId.clone();
  }

  /** The 66 signature bytes over {@code signed}: length, R, length, S. */
  byte[] sign(byte[] signed) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    ECPrivateKeyParameters key = new ECPrivateKeyParameters(secret, CURVE);
    signer.init(
        true, new ParametersWithID(new ParametersWithRandom(key, new Seeded(nonces)), chipId));
    signer.update(signed, 0, signed.length);
    try {
      byte[] plain = signer.generateSignature();
      return ByteBuffer.allocate(2 * HALF + 2)
          .put((byte) HALF)
          .put(plain, 0, HALF)
          .put((byte) HALF)
          .put(plain, HALF, HALF)
          .array();
    } catch (CryptoException impossible) {
      throw new IllegalStateException("SM2 refused to sign", impossible);
    }
  }

  private static ECDomainParameters curve() {
    X9ECParameters named = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
  }

  /** Repeatable bytes where the library asks for secure ones. */
  private static final class Seeded extends SecureRandom {
    private final transient SplittableRandom source;

    Seeded(SplittableRandom source) {
      this.source = source;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      source.nextBytes(bytes);
    }
  }
}
