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

  /** A character stands where its number's last digit says: A, J and 1 are all one. */
  private static final String VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";

  private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final int CHECK_AT = 8;

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

  /**
   * True if the VIN is {@link #wellFormed} and its ninth character is the check digit over the
   * others (检验位, GB 16735). A number that lost a character on its way hardly ever passes; one and
   * the same character throughout is no number, though zeros and ones would pass.
   */
  public boolean checked() {
    if (!wellFormed() || text.chars().allMatch(c -> c == text.charAt(0))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      sum += WEIGHTS[i] * (VALUES.indexOf(text.charAt(i)) % 10);
    }
    return text.charAt(CHECK_AT) == (sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11));
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
