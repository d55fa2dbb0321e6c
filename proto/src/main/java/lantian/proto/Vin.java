package lantian.proto;

import java.nio.charset.StandardCharsets;

/**
 * Vehicle identification number (车辆识别号) as a sender claims it: 17 Latin-1 characters, kept as they
 * came.
 *
 * <p>NUL, blank and lower-case characters occur in the field and are kept. {@link #toString()} is
 * masked, so that a VIN can't slip into a log line; use {@link #text()} where the number itself is
 * meant.
 */
public record Vin(String text) implements Comparable<Vin> {
  /** Length of every VIN, in characters and in bytes. */
  public static final int LENGTH = 17;

  /**
   * Checks length and charset; throws {@link IllegalArgumentException} for anything but 17 Latin-1
   * characters.
   */
  public Vin {
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("a VIN has 17 characters, not " + text.length());
    }
    for (int i = 0; i < LENGTH; i++) {
      if (text.charAt(i) > 0xFF) {
        throw new IllegalArgumentException("character " + (i + 1) + " of a VIN is not Latin-1");
      }
    }
  }

  /** Reads 17 bytes from {@code offset}. */
  @SuppressWarnings(
      "deprecation") // the byte-to-Latin-1 constructor is the fast path of every frame
  public static Vin of(byte[] bytes, int offset) {
    return new Vin(new String(bytes, 0, offset, LENGTH));
  }

  /** The 17 bytes as they stand on the wire. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * True if all characters are those that ISO 3779 allows (no I, O, Q). The check digit is not
   * looked at.
   */
  public boolean wellFormed() {
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'A' && c <= 'Z' && c != 'I' && c != 'O' && c != 'Q';
      if (!digit && !letter) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Vin other) {
    return text.compareTo(other.text);
  }

  /** The number with its middle hidden. */
  @Override
  public String toString() {
    return text.substring(0, 3) + "**********" + text.substring(13);
  }
}
