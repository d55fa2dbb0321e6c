package lantian.obd.packet;

/**
 * How a raw word becomes a physical value: value = raw × scale + offset (标度).
 *
 * @param width bytes on the wire: 1, 2 or 4, big-endian, unsigned
 * @param scale physical value of one step
 * @param offset physical value of raw 0
 * @param unit unit of the value, empty for bits and counts
 * @param range which words are usable
 * @param greatest greatest valid raw word (coordinates and full-range words only, else derived)
 */
public record Word(
    int width, double scale, double offset, String unit, Range range, long greatest) {
  /** Which raw words of a field are usable. */
  public enum Range {
    /** J1939 ranges: all ones, 0xFE.. and everything above 0xFA.. have no value. */
    J1939,
    /** Only all ones has no value. */
    FULL,
    /** As {@link #J1939}, with a limit of its own, and never saturated. */
    COORDINATE,
    /** Every word is a value. */
    BITS
  }

  /** Refuses widths other than 1, 2 and 4. */
  public Word {
    if (width != 1 && width != 2 && width != 4) {
      throw new IllegalArgumentException("width " + width + " is not 1, 2 or 4");
    }
  }

  static Word u8(double scale, double offset, String unit) {
    return new Word(1, scale, offset, unit, Range.J1939, 0xFA);
  }

  static Word u16(double scale, double offset, String unit) {
    return new Word(2, scale, offset, unit, Range.J1939, 0xFAFF);
  }

  static Word u32(double scale, double offset, String unit) {
    return new Word(4, scale, offset, unit, Range.J1939, 0xFAFF_FFFFL);
  }

  static Word full(int width, double scale, String unit) {
    return new Word(width, scale, 0, unit, Range.FULL, (1L << (8 * width)) - 2);
  }

  static Word bits(int width) {
    return new Word(width, 1, 0, "", Range.BITS, (1L << (8 * width)) - 1);
  }

  static Word coordinate(long greatest) {
    return new Word(4, 1e-6, 0, "°", Range.COORDINATE, greatest);
  }

  /** The word that means "no value": all ones. */
  public long invalid() {
    return (1L << (8 * width)) - 1;
  }

  /** Physical value of a raw word, whatever its quality. Always finite. */
  public double value(long raw) {
    return (raw * scale) + offset;
  }

  /** Quality of a raw word. */
  public Quality quality(long raw) {
    if (range == Range.BITS) {
      return Quality.VALID;
    }
    if (raw == invalid()) {
      return Quality.INVALID;
    }
    if (range == Range.FULL) {
      return Quality.VALID;
    }
    long high = raw >>> (8 * (width - 1));
    if (high == 0xFE) {
      return Quality.ERROR_INDICATOR;
    }
    if (raw > greatest) {
      return Quality.OUT_OF_RANGE;
    }
    return raw == greatest && width > 1 && range == Range.J1939 ? Quality.SATURATED : Quality.VALID;
  }

  /** Greatest word of {@link Quality#VALID}; every lower one is valid too. */
  public long greatestValid() {
    return switch (range) {
      case BITS -> invalid();
      case FULL -> invalid() - 1;
      case COORDINATE -> greatest;
      case J1939 -> width > 1 ? greatest - 1 : greatest;
    };
  }

  /** The word of {@link Quality#SATURATED}, −1 if there is none. */
  public long saturated() {
    return range == Range.J1939 && width > 1 ? greatest : -1;
  }

  /** Reads the raw word at {@code at}. */
  public long read(byte[] bytes, int at) {
    return switch (width) {
      case 1 -> bytes[at] & 0xFF;
      case 2 -> Bytes.u16(bytes, at);
      default -> Bytes.u32(bytes, at);
    };
  }
}
