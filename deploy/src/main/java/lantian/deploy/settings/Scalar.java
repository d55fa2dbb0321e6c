package lantian.deploy.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the text of a setting into the type of its record component. */
enum Scalar {
  INT(int.class, "a whole number", Integer::valueOf),
  LONG(long.class, "a whole number", Long::valueOf),
  DOUBLE(double.class, "a number", Scalar::finite),
  BOOLEAN(boolean.class, "true or false", Scalar::truth),
  STRING(String.class, "text", text -> text),
  DURATION(Duration.class, "a duration such as 500ms, 30s, 5m, 2h or 7d", Scalar::duration),
  PATH(Path.class, "a path", Path::of),
  URI_ADDRESS(URI.class, "an address", URI::create),
  DATE(LocalDate.class, "a date such as 2026-11-23", LocalDate::parse);

  private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
  private static final Map<Class<?>, Class<?>> PRIMITIVES =
      Map.of(
          Integer.class, int.class,
          Long.class, long.class,
          Double.class, double.class,
          Boolean.class, boolean.class);

  private final Class<?> type;
  private final String expected;

  @SuppressWarnings("ImmutableEnumChecker") // only method references without state
  private final Function<String, Object> reader;

  Scalar(Class<?> type, String expected, Function<String, Object> reader) {
    this.type = type;
    this.expected = expected;
    this.reader = reader;
  }

  /** True if text alone can become this type. */
  static boolean reads(Class<?> type) {
    return type.isEnum() || of(type) != null;
  }

  /** The value that the text of a key stands for. */
  static Object read(String key, String text, Class<?> type) {
    if (type.isEnum()) {
      return constant(key, text, type);
    }
    Scalar scalar = of(type);
    if (scalar == null) {
      throw new IllegalStateException(key + " has a type that settings can't read: " + type);
    }
    try {
      return scalar.reader.apply(text.strip());
    } catch (RuntimeException e) {
      throw SettingError.bad(key, text, scalar.expected);
    }
  }

  private static @Nullable Scalar of(Class<?> type) {
    Class<?> wanted = PRIMITIVES.getOrDefault(type, type);
    return Arrays.stream(values()).filter(s -> s.type == wanted).findFirst().orElse(null);
  }

  private static Object constant(String key, String text, Class<?> type) {
    String wanted = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(wanted)) {
        return constant;
      }
    }
    throw SettingError.bad(
        key,
        text,
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  private static Object finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Object duration(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Duration.parse(text);
    }
    long count = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
