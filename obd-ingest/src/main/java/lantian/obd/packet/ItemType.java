package lantian.obd.packet;

/** Info type codes (信息类型标志). See spec clause 4.3. */
public final class ItemType {
  /** OBD block (OBD信息). */
  public static final int OBD = 0x01;

  /** DPF/SCR stream (数据流). */
  public static final int STREAM = 0x02;

  /** Three-way catalyst without NOx sensor. */
  public static final int TWC = 0x03;

  /** Hybrid add-on. */
  public static final int HYBRID = 0x04;

  /** Three-way catalyst with NOx sensor. */
  public static final int TWC_NOX = 0x05;

  /** Supplementary stream of 17 bytes, or a vendor block with a length word. */
  public static final int SUPPLEMENT = 0x80;

  /**
   * A removal alarm (拆除报警), made an item by the platform; no wire has this code. Body: {@link
   * RemovalField}.
   */
  public static final int REMOVAL = 0xFF;

  /**
   * A packet with a time that can't be (时间异常), made an item by the platform at the second of its
   * receipt; no wire has this code. Body: seven bytes of a digest of the plain unit, and the code
   * of the {@link ClockDoubt}.
   */
  public static final int CLOCK = 0x00;

  private ItemType() {}

  /**
   * True for a mark (标记): an item that the platform made of what a terminal said besides
   * measurements (decision 0054). It measures nothing; of several bodies one stands for all.
   */
  public static boolean mark(int type) {
    return type == REMOVAL || type == CLOCK;
  }

  /** True for the types whose body is laid down: 0x01–0x05 and 0x80. */
  public static boolean known(int type) {
    return (type >= OBD && type <= TWC_NOX) || type == SUPPLEMENT;
  }

  /**
   * Length of the body of {@code type} at {@code at}, length word of a vendor block included.
   *
   * @param end where the unit ends
   * @param longSupplement true to read 0x80 as a vendor block
   * @return −1 if the body does not fit before {@code end} or the type can't be
   */
  static int bodySize(int type, byte[] bytes, int at, int end, boolean longSupplement) {
    int size =
        switch (type) {
          case OBD -> obdSize(bytes, at, end);
          case STREAM -> Signal.SIZE;
          case TWC -> TwcField.SIZE;
          case HYBRID -> HybridField.SIZE;
          case TWC_NOX -> TwcNoxField.SIZE;
          case 0x00, 0xFF -> -1;
          case SUPPLEMENT -> longSupplement ? vendorSize(bytes, at, end) : SupplementField.SIZE;
          default -> vendorSize(bytes, at, end);
        };
    return size < 0 || at + size > end ? -1 : size;
  }

  private static int obdSize(byte[] bytes, int at, int end) {
    if (at + ObdField.SIZE > end) {
      return -1;
    }
    int count = bytes[at + ObdField.SIZE - 1] & 0xFF;
    return ObdField.SIZE + (count >= 254 ? 0 : 4 * count);
  }

  private static int vendorSize(byte[] bytes, int at, int end) {
    return at + 2 > end ? -1 : 2 + Bytes.u16(bytes, at);
  }
}
