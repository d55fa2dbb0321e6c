package lantian.obd.packet;

import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * An OBD block where it lies (OBD信息块): what rules need of its readiness words, identifiers and IUPR
 * words. See spec clause 4.4.
 *
 * <p>A view over bytes that may change with the next item: keep its numbers, never the block.
 */
public final class ObdBlock {
  /** Information type code. */
  public static final int TYPE = 0x01;

  /** What a digest says where the field says nothing. */
  public static final long UNKNOWN = 0;

  /** Number of IUPR words (在用监测性能比). */
  public static final int RATIOS = 18;

  /** Word of the general denominator (OBD监测条件次数). */
  public static final int GENERAL = 0;

  /** Word of the ignition cycle counter (点火循环次数). */
  public static final int IGNITION = 1;

  private static final int VIN_AT = 6;
  private static final int CALID_AT = 23;
  private static final int CVN_AT = 41;
  private static final int TEXT = 18;
  private static final int RATIOS_AT = 59;
  private static final int ALL_ONES = 0xFFFF;
  private static final long FNV_BASIS = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /** Length of a block that has all of this, in bytes. */
  public static final int LEAST = RATIOS_AT + 2 * RATIOS;

  private final byte[] bytes;
  private final int body;

  /**
   * A block.
   *
   * @param bytes array that holds it
   * @param body where it begins
   */
  public ObdBlock(byte[] bytes, int body) {
    this.bytes = bytes;
    this.body = body;
  }

  /** Monitors that there are, one bit each (诊断支持状态). */
  public int supported() {
    return (int) ObdField.SUPPORT.raw(bytes, body);
  }

  /** Monitors that are complete, one bit each, among those that there are (诊断就绪状态). */
  public int complete() {
    return supported() & ~(int) ObdField.READINESS.raw(bytes, body);
  }

  /**
   * False if the two readiness words contradict each other, or if no monitor or every one is said
   * to be there: then a terminal filled them with zeros or ones.
   */
  public boolean readinessKnown() {
    int supported = supported();
    int ready = (int) ObdField.READINESS.raw(bytes, body);
    return supported != 0 && supported != ALL_ONES && (ready & ~supported) == 0;
  }

  /** An IUPR word, 0–65535, in the order of the spec. */
  public int ratio(int index) {
    return Bytes.u16(bytes, body + RATIOS_AT + 2 * index);
  }

  /**
   * True if the IUPR words can be counters: a general denominator, an ignition counter and at least
   * one monitor above zero and not all ones. Zeros, ones and ASCII zeros throughout are none.
   */
  public boolean ratiosKnown() {
    boolean alike = true;
    boolean monitors = false;
    for (int i = 0; i < RATIOS; i++) {
      alike &= ratio(i) == ratio(0);
      monitors |= i > IGNITION && counts(ratio(i));
    }
    return !alike && monitors && counts(ratio(GENERAL)) && counts(ratio(IGNITION));
  }

  private static boolean counts(int word) {
    return word != 0 && word != ALL_ONES;
  }

  /** Digest over all numerators and denominators but the general one (监测计数摘要). */
  public long monitors() {
    int from = RATIOS_AT + 2 * (IGNITION + 1);
    return digest(body + from, body + RATIOS_AT + 2 * RATIOS);
  }

  /** Digest of the calibration id (软件标定识别号), {@link #UNKNOWN} if it is blank or filled up. */
  public long calid() {
    return text(CALID_AT);
  }

  /** Digest of the verification number (标定验证码), {@link #UNKNOWN} if it is blank or filled up. */
  public long cvn() {
    return text(CVN_AT);
  }

  /** The controller's own VIN, null unless it is well formed with a right check digit. */
  public @Nullable Vin vin() {
    Vin vin = Vin.of(bytes, body + VIN_AT);
    return vin.checked() ? vin : null;
  }

  /** Digest of a text without the NULs and blanks around it; one byte repeated says nothing. */
  private long text(int at) {
    int from = body + at;
    int to = from + TEXT;
    while (to > from && blank(bytes[to - 1])) {
      to--;
    }
    while (from < to && blank(bytes[from])) {
      from++;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] != bytes[from]) {
        return digest(from, to);
      }
    }
    return UNKNOWN;
  }

  private static boolean blank(byte b) {
    return b == 0 || b == ' ';
  }

  /** FNV-1a, never {@link #UNKNOWN}. */
  private long digest(int from, int to) {
    long hash = FNV_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * FNV_PRIME;
    }
    return hash == UNKNOWN ? 1 : hash;
  }
}
