package lantian.deploy.settings;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings: defaults, then one YAML file, then the environment. Throws {@link SettingError}
 * with a line that names the key.
 */
public final class SettingsReader {
  private SettingsReader() {}

  /**
   * The defaults with what file and environment say.
   *
   * @param file null if there is no file
   */
  public static <R extends Record> R read(
      R defaults, @Nullable Path file, Map<String, String> environment) {
    Map<String, Object> tree = file == null ? new LinkedHashMap<>() : Tree.read(file);
    refuseSecrets("", tree);
    Environment.overlay(defaults.getClass(), environment, tree);
    return Binding.bind(defaults, tree);
  }

  /** One line per value, {@code key = value}, secrets masked. */
  public static List<String> lines(Record settings) {
    List<String> out = new ArrayList<>();
    print("", settings, out);
    return out;
  }

  /** An address without its password. */
  public static String masked(String address) {
    return Secrets.shown("", address);
  }

  /**
   * Takes everything that sets something out of an environment, for a process that must not meet
   * the settings of whoever started this one.
   */
  public static void forget(Map<String, String> environment) {
    Environment.forget(environment);
  }

  private static void print(String key, @Nullable Object value, List<String> out) {
    switch (value) {
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          String inner = key.isEmpty() ? component.getName() : key + "." + component.getName();
          print(inner, Shape.value(record, component), out);
        }
      }
      case List<?> list when !list.isEmpty() && list.getFirst() instanceof Record -> {
        for (int i = 0; i < list.size(); i++) {
          print(key + "[" + i + "]", list.get(i), out);
        }
      }
      case null -> out.add(key + " = (none)");
      default -> out.add(key + " = " + Secrets.shown(key, value.toString()));
    }
  }

  /** A settings file is copied and shown around; a secret belongs into a file of its own. */
  private static void refuseSecrets(String prefix, Object node) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> {
        if (inner != null) {
          refuseSecrets(prefix.isEmpty() ? name.toString() : prefix + "." + name, inner);
        }
      });
    } else if (node instanceof List<?> list) {
      list.stream().filter(inner -> inner != null).forEach(inner -> refuseSecrets(prefix, inner));
    } else if (Secrets.isSecret(prefix) || Secrets.carriesPassword(node.toString())) {
      throw new SettingError(
          prefix
              + " is a secret and may not stand in the settings file: set "
              + Environment.variable(prefix)
              + " or name a file that holds it");
    }
  }
}
