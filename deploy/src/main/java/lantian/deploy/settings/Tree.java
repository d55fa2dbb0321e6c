package lantian.deploy.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a settings file says, before anybody knows what it means: maps, lists and text.
 *
 * <p>Every scalar stays text, so that {@code no}, {@code 1e3} or {@code 12:30} mean the same in the
 * file and in the environment: what the record component makes of them.
 */
final class Tree {
  private Tree() {}

  /** Reads a file; an empty one is an empty tree. */
  static Map<String, Object> read(Path file) {
    try {
      return asMap(file.toString(), parse(Files.readString(file)));
    } catch (IOException e) {
      throw new SettingError("settings file " + file + " can't be read: " + e.getMessage());
    } catch (YAMLException e) {
      throw new SettingError(
          "settings file "
              + file
              + " is not YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** Parses one YAML text: a map, a list, text, or null if it is empty. */
  static @Nullable Object parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new TextOnly());
    return yaml.load(text);
  }

  /** The value as a map with text keys; null is an empty one. */
  static Map<String, Object> asMap(String key, @Nullable Object value) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (value == null || value.equals("")) {
      return out;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw SettingError.bad(key, String.valueOf(value), "a block of settings");
    }
    map.forEach((name, inner) -> out.put(String.valueOf(name), inner == null ? "" : inner));
    return out;
  }

  /** Leaves every plain scalar a text. */
  private static final class TextOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // Nothing is implicit.
    }
  }
}
