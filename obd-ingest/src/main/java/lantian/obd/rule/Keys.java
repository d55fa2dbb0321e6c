package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;

/** Strict reading of rule-set files: every key is known, there, and of its kind. */
final class Keys {
  private Keys() {}

  /** Refuses keys besides these, naming the nearest valid one. */
  static void only(String where, JsonNode node, Collection<String> valid) {
    for (var entry : node.properties()) {
      if (!valid.contains(entry.getKey())) {
        throw new IllegalArgumentException(
            "%s: unknown key \"%s\", did you mean \"%s\"?"
                .formatted(where, entry.getKey(), nearest(entry.getKey(), valid)));
      }
    }
  }

  /** Refuses a key that is surely {@code missing} misspelt. */
  static void known(String where, JsonNode node, Collection<String> asked, String missing) {
    for (var entry : node.properties()) {
      String key = entry.getKey();
      if (!asked.contains(key) && distance(key, missing) <= 3) {
        throw new IllegalArgumentException(
            "%s: unknown key \"%s\", did you mean \"%s\"?".formatted(where, key, missing));
      }
    }
  }

  static JsonNode need(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException(where + ": " + key + " is missing");
    }
    return value;
  }

  static String text(String where, JsonNode node, String key) {
    JsonNode value = need(where, node, key);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(where + ": " + key + " must be text");
    }
    return value.textValue();
  }

  static boolean flag(String where, JsonNode node) {
    JsonNode value = need(where, node, "verified");
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(where + ": verified must be true or false");
    }
    return value.booleanValue();
  }

  static String nearest(String key, Collection<String> valid) {
    return valid.stream().min(Comparator.comparingInt(v -> distance(key, v))).orElse("");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
