package lantian.deploy.settings;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Settings in the environment (环境变量): {@code mongo.cacheMegabytes} is {@code
 * LANTIAN_MONGO_CACHE_MEGABYTES}. They win over the file.
 */
final class Environment {
  private static final String PREFIX = "LANTIAN_";

  private static final String STANDARD = "MONGODB_URI";

  /** Variables that the launcher reads; they name no setting. */
  private static final Set<String> LAUNCHER =
      Set.of("LANTIAN_MONGOD_DIR", "LANTIAN_JVM", "LANTIAN_JDKS");

  private static final String FILE = "LANTIAN_SETTINGS";

  private Environment() {}

  /** The variable that sets a key. */
  static String variable(String key) {
    String spaced = key.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2");
    return PREFIX + spaced.toUpperCase(Locale.ROOT);
  }

  /** Takes everything out that sets something; what the launcher reads stays. */
  static void forget(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(
            name -> name.equals(STANDARD) || (name.startsWith(PREFIX) && !LAUNCHER.contains(name)));
  }

  /** Puts what the environment says into the tree. */
  static void overlay(Class<?> root, Map<String, String> environment, Map<String, Object> tree) {
    Map<String, String> keys = new LinkedHashMap<>();
    Map<String, RecordComponent> shape = Shape.of(root);
    shape.keySet().forEach(key -> keys.put(variable(key), key));
    environment.forEach((name, text) -> {
      if (!name.startsWith(PREFIX) || LAUNCHER.contains(name) || name.equals(FILE)) {
        return;
      }
      String key = keys.get(name);
      RecordComponent component = key == null ? null : shape.get(key);
      if (key == null || component == null) {
        throw SettingError.unknown(name, Nearest.to(name, keys.keySet()));
      }
      put(tree, key, Shape.isCollection(component) ? structure(name, text) : text);
    });
  }

  private static Object structure(String name, String text) {
    try {
      @Nullable Object parsed = Tree.parse(text);
      return parsed == null ? "" : parsed;
    } catch (YAMLException e) {
      throw SettingError.bad(name, text, "YAML");
    }
  }

  private static void put(Map<String, Object> tree, String key, Object value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      tree.put(key, value);
      return;
    }
    String head = key.substring(0, dot);
    Map<String, Object> inner = Tree.asMap(head, tree.get(head));
    put(inner, key.substring(dot + 1), value);
    tree.put(head, inner);
  }
}
