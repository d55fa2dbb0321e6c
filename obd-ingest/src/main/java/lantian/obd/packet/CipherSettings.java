package lantian.obd.packet;

/**
 * Modes and paddings of unit encryption (加密模式与填充). Nothing of this was seen in a standard's text:
 * every value is unverified and a setting of the access profile.
 *
 * @param sm4 transformation of SM4, for example {@code SM4/ECB/PKCS5Padding}
 * @param aes transformation of AES-128
 * @param rsa transformation of RSA
 * @param iv initial vector in hex for modes that need one, empty for none
 * @param verified always false until the printed standard was compared
 */
public record CipherSettings(String sm4, String aes, String rsa, String iv, boolean verified) {
  /** ECB with PKCS padding everywhere. */
  public static CipherSettings defaults() {
    return new CipherSettings(
        "SM4/ECB/PKCS5Padding", "AES/ECB/PKCS5Padding", "RSA/ECB/PKCS1Padding", "", false);
  }

  /** Refuses an initial vector that is not hex. */
  public CipherSettings {
    java.util.HexFormat.of().parseHex(iv);
  }
}
