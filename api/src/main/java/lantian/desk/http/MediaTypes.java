package lantian.desk.http;

import java.util.Collection;
import java.util.Locale;

/** Reads an Accept header as far as the desk needs it. */
final class MediaTypes {
  private MediaTypes() {}

  /** True if one of these types is acceptable. */
  static boolean anyOf(String accepted, Collection<String> types) {
    for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] pieces = part.split(";", -1);
      String range = pieces[0].strip();
      boolean none = false;
      for (int i = 1; i < pieces.length; i++) {
        none |= pieces[i].strip().matches("q=0(\\.0*)?");
      }
      if (!none && types.stream().anyMatch(type -> matches(range, type))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String range, String type) {
    return range.equals("*/*")
        || range.equals(type)
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }
}
