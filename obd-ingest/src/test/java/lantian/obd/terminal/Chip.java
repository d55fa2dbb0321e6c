package lantian.obd.terminal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/** The security chip of the activation vector, whose key is the printed example of GM/T 0003. */
final class Chip {
  /** As filed: 16 bytes in hex, TESTCHIP00000001. */
  static final String ID = "54455354434849503030303030303031";

  /** X‖Y as filed. */
  static final String KEY =
      "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
          + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

  private static final BigInteger SECRET =
      new BigInteger("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8", 16);
  private static final X9ECParameters SM2 = CustomNamedCurves.getByName("sm2p256v1");
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(SM2.getCurve(), SM2.getG(), SM2.getN(), SM2.getH());

  private Chip() {}

  /** An activation that the chip signed at this time. */
  static byte[] activation(String vin, byte[] time) {
    return activation(vin, time, SECRET);
  }

  /** The same under the id of the chip, but with another key pair of somebody's own. */
  static byte[] activation(String vin, byte[] time, long secret) {
    return activation(vin, time, BigInteger.valueOf(secret));
  }

  private static byte[] activation(String vin, byte[] time, BigInteger secret) {
    byte[] id = HexFormat.of().parseHex(ID);
    byte[] point = CURVE.getG().multiply(secret).normalize().getEncoded(false);
    byte[] signed =
        ByteBuffer.allocate(103).put(time).put(id).put(point, 1, 64).put(Wire.ascii(vin)).array();
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    signer.init(true, new ParametersWithID(new ECPrivateKeyParameters(secret, CURVE), id));
    signer.update(signed, 0, signed.length);
    try {
      byte[] rs = signer.generateSignature();
      byte[] unit =
          ByteBuffer.allocate(103 + 66)
              .put(signed)
              .put((byte) 0x20)
              .put(rs, 0, 32)
              .put((byte) 0x20)
              .put(rs, 32, 32)
              .array();
      return Wire.terminal(0x07, vin, unit);
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }
}
