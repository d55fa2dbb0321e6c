package lantian.obd.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an OBD block says, read anew as plain texts; null where it says nothing. */
final class NaiveBlock {
  private static final String ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final String VALUES = "12345678123457923456789";
  private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  private NaiveBlock() {}

  static @Nullable String vin(NaiveItem block) {
    return checked(new String(block.body(), 6, 17, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** The VIN if its check digit is right. */
  static @Nullable String checked(String vin) {
    if (vin.equals(vin.substring(0, 1).repeat(17))) {
      return null;
    }
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      char c = vin.charAt(i);
      int letter = ALPHABET.indexOf(c);
      if (letter < 0 && (c < '0' || c > '9')) {
        return null;
      }
      sum += WEIGHTS[i] * (letter < 0 ? c - '0' : VALUES.charAt(letter) - '0');
    }
    return vin.charAt(8) == "0123456789X".charAt(sum % 11) ? vin : null;
  }

  static @Nullable String calid(NaiveItem block) {
    return text(block, 23);
  }

  static @Nullable String cvn(NaiveItem block) {
    return text(block, 41);
  }

  private static @Nullable String text(NaiveItem block, int at) {
    String said =
        new String(block.body(), at, 18, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replaceAll("^[\\x00 ]+|[\\x00 ]+$", "");
    return said.chars().distinct().count() < 2 ? null : said;
  }

  static int supported(NaiveItem block) {
    return word(block, 2);
  }

  static int incomplete(NaiveItem block) {
    return word(block, 4);
  }

  static boolean readinessKnown(NaiveItem block) {
    int supported = supported(block);
    int both = supported | incomplete(block);
    return supported > 0 && supported < 0xFFFF && both == supported;
  }

  static int[] ratios(NaiveItem block) {
    int[] out = new int[18];
    Arrays.setAll(out, i -> word(block, 59 + 2 * i));
    return out;
  }

  static boolean ratiosKnown(NaiveItem block) {
    int[] all = ratios(block);
    boolean some = Arrays.stream(all, 2, 18).anyMatch(w -> w > 0 && w < 0xFFFF);
    boolean alike = Arrays.stream(all).distinct().count() == 1;
    return some && !alike && all[0] % 0xFFFF != 0 && all[1] % 0xFFFF != 0;
  }

  private static int word(NaiveItem block, int at) {
    return (block.body()[at] & 0xFF) << 8 | (block.body()[at + 1] & 0xFF);
  }
}
