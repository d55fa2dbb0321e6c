package lantian.obd.packet;

/**
 * A terminal's filed public key, for tools that check signatures without a register (备案公钥).
 *
 * @param chipId 16 raw bytes
 * @param publicKey X‖Y, 64 bytes
 */
public record FiledKey(byte[] chipId, byte[] publicKey) {}
