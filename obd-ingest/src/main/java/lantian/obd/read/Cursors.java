package lantian.obd.read;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Cursors of pages: the key of the last row, not readable at a glance, not secret. */
final class Cursors {
  private static final String BETWEEN = "\n";

  private Cursors() {}

  static String of(String... parts) {
    byte[] text = String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /**
   * The parts again; throws {@link IllegalArgumentException} for what is no cursor of this kind.
   */
  static List<String> parts(String cursor, int count) {
    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    List<String> parts = List.of(text.split(BETWEEN, -1));
    if (parts.size() != count) {
      throw new IllegalArgumentException("this is no cursor of these pages");
    }
    return parts;
  }

  /** The time in a cursor. */
  static long number(String part) {
    return Long.parseLong(part);
  }
}
