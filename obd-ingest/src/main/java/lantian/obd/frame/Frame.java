package lantian.obd.frame;

import lantian.proto.Vin;

/**
 * One whole frame (报文帧), start marks to check byte, as it stood on the wire. See spec clause 2.
 *
 * <p>A view on {@code bytes}; whoever keeps a frame beyond the read that delivered it must own the
 * array.
 *
 * @param bytes the array that holds the frame
 * @param offset where the frame begins
 * @param length 25 + length of the data unit, in bytes
 */
public record Frame(byte[] bytes, int offset, int length) {
  /** Bytes before the data unit. */
  public static final int HEADER = 24;

  /** Header and check byte: what a frame has besides its unit. */
  public static final int OVERHEAD = HEADER + 1;

  /** A frame that fills an array of its own. */
  public static Frame of(byte[] bytes) {
    return new Frame(bytes, 0, bytes.length);
  }

  /** Both start marks are this byte: 0x23 ({@code ##}) or 0x7E ({@code ~~}). */
  public int startMark() {
    return at(0);
  }

  /** Command byte (命令单元), 0–255. */
  public int command() {
    return at(2);
  }

  /** True for the platform header, which has a response flag at 3 and no software version. */
  public boolean platformStyle() {
    int third = at(3);
    return third == 0x01 || third == 0x02 || third == 0x03 || third == 0xFE;
  }

  /**
   * Response flag of a platform header: 0xFE command, 0x01 success, 0x02 error, 0x03 repeated VIN.
   */
  public int responseFlag() {
    return at(3);
  }

  /** VIN as claimed in the header; a platform code in platform logins. */
  public Vin vin() {
    return Vin.of(bytes, offset + (platformStyle() ? 4 : 3));
  }

  /** Software version of a terminal header, 0–255. */
  public int softwareVersion() {
    return at(20);
  }

  /** Encryption byte (数据加密方式); its meaning depends on the profile. */
  public int encryption() {
    return at(21);
  }

  /** Length of the data unit in bytes. */
  public int unitLength() {
    return length - OVERHEAD;
  }

  /** Where the data unit begins in {@link #bytes()}. */
  public int unitOffset() {
    return offset + HEADER;
  }

  /** The frame's bytes in an array of their own. */
  public byte[] copy() {
    return java.util.Arrays.copyOfRange(bytes, offset, offset + length);
  }

  private int at(int index) {
    return bytes[offset + index] & 0xFF;
  }
}
