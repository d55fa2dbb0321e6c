package lantian.obd.store;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import lantian.obd.packet.Sig66;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Signs data units as the chip of a terminal does, for tests. */
public final class ChipSigner {
  private static final ECDomainParameters CURVE = curve();

  private final BigInteger secret;

  /** A chip with this secret. */
  public ChipSigner(long secret) {
    this.secret = BigInteger.valueOf(secret);
  }

  private static ECDomainParameters curve() {
    X9ECParameters sm2 = GMNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(sm2.getCurve(), sm2.getG(), sm2.getN(), sm2.getH());
  }

  /** X‖Y, 64 bytes. */
  public byte[] publicKey() {
    byte[] point =
        new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).normalize().getEncoded(false);
    return Arrays.copyOfRange(point, 1, point.length);
  }

  /** X‖Y as hex. */
  public String publicKeyHex() {
    return HexFormat.of().formatHex(publicKey());
  }

  /** The private scalar, 32 bytes. */
  public byte[] scalar() {
    byte[] bytes = secret.toByteArray();
    byte[] scalar = new byte[32];
    System.arraycopy(bytes, 0, scalar, 32 - bytes.length, bytes.length);
    return scalar;
  }

  /** The unit with a signature over its bytes from {@code from} on. */
  public byte[] signed(byte[] unit, int from, byte[] userId) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    signer.init(true, new ParametersWithID(new ECPrivateKeyParameters(secret, CURVE), userId));
    signer.update(unit, from, unit.length - from);
    try {
      return with(unit, signer.generateSignature());
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The unit with 66 bytes that look like a signature. */
  public static byte[] forged(byte[] unit) {
    byte[] made = new byte[64];
    Arrays.fill(made, (byte) 0x33);
    return with(unit, made);
  }

  private static byte[] with(byte[] unit, byte[] signature) {
    byte[] out = Arrays.copyOf(unit, unit.length + Sig66.SIZE);
    out[unit.length] = 0x20;
    System.arraycopy(signature, 0, out, unit.length + 1, 32);
    out[unit.length + 33] = 0x20;
    System.arraycopy(signature, 32, out, unit.length + 34, 32);
    return out;
  }
}
