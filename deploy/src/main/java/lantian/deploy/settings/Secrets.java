package lantian.deploy.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings are secret (敏感设置), and how they look when they are printed. */
final class Secrets {
  private static final List<String> ENDINGS =
      List.of("password", "secret", "token", "passphrase", "credential");
  private static final Pattern USER_INFO = Pattern.compile("(\\w+://[^/@:]*):[^/@]*@");
  private static final String MASK = "***";

  private Secrets() {}

  /** True if the last part of a key names a secret. */
  static boolean isSecret(String key) {
    String name = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** True if a value carries a password inside an address. */
  static boolean carriesPassword(String value) {
    return USER_INFO.matcher(value).find();
  }

  /** The value as it may be printed. */
  static String shown(String key, String value) {
    return isSecret(key) ? MASK : USER_INFO.matcher(value).replaceAll("$1:" + MASK + "@");
  }
}
