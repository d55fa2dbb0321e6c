package lantian.deploy.console;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** In which language a caller is told what was wrong (提示语言). */
public enum Tongue {
  EN,
  ZH;

  /**
   * What the environment asks for: LC_ALL, else LC_MESSAGES, else LANG; English if it is silent.
   */
  public static Tongue of(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(environment::get)
        .filter(Objects::nonNull)
        .filter(set -> !set.isEmpty())
        .findFirst()
        .filter(set -> set.toLowerCase(Locale.ROOT).startsWith("zh"))
        .map(chinese -> ZH)
        .orElse(EN);
  }

  /** The text in this language. */
  public String of(String en, String zh) {
    return this == ZH ? zh : en;
  }
}
