package lantian.obd.packet;

/** Signature block (签名信息): 0x20, R 32 bytes, 0x20, S 32 bytes. See spec clause 3. */
public final class Sig66 {
  /** Length in bytes. */
  public static final int SIZE = 66;

  private Sig66() {}

  /**
   * True if 66 bytes with the two length bytes stand at {@code at}. Says nothing of the signature's
   * truth.
   */
  public static boolean at(byte[] bytes, int at, int end) {
    return at + SIZE <= end && bytes[at] == 0x20 && bytes[at + 33] == 0x20;
  }
}
