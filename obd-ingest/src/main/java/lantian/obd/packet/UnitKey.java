package lantian.obd.packet;

/**
 * A key that decrypts data units (解密密钥).
 *
 * @param id name of the key: the file it was read from, without its ending
 * @param algorithm what it is for
 * @param bytes SM2: private scalar, 32 bytes; SM4, AES-128: 16 bytes; RSA: PKCS#8
 */
public record UnitKey(String id, Encryption algorithm, byte[] bytes) {
  /** Without the key's bytes. */
  @Override
  public String toString() {
    return "UnitKey[" + id + ", " + algorithm + ", ***]";
  }
}
