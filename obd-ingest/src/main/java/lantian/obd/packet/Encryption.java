package lantian.obd.packet;

/**
 * Meaning of the encryption byte (数据单元加密方式); the table depends on the profile. See spec clause 2.
 */
public enum Encryption {
  /** Plain. */
  NONE,
  /** RSA. */
  RSA,
  /** SM2. */
  SM2,
  /** SM4. */
  SM4,
  /** AES-128. */
  AES128,
  /** 0xFE: the sender reports an abnormal state. */
  ABNORMAL,
  /** 0xFF: invalid. */
  INVALID;

  /** False if no key can open what it stands beside. */
  public boolean opens() {
    return this != ABNORMAL && this != INVALID;
  }

  /** What {@code code} means under a profile; {@link #INVALID} for codes without a meaning. */
  public static Encryption of(int code, Profile profile) {
    boolean hj = profile == Profile.HJ1239 || profile == Profile.PLATFORM;
    return switch (code) {
      case 0x01 -> NONE;
      case 0x02 -> hj ? SM2 : RSA;
      case 0x03 -> hj ? SM4 : SM2;
      case 0x04 -> hj ? RSA : SM4;
      case 0x05 -> AES128;
      case 0xFE -> ABNORMAL;
      default -> INVALID;
    };
  }
}
