package lantian.desk.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A mapping of a table file, read word by word; a key that nobody asked for is a fault. */
final class Branch {
  private final String file;
  private final String path;
  private final Map<?, ?> map;
  private final Set<Object> asked = new HashSet<>();

  private Branch(String file, String path, Object tree) {
    this.file = file;
    this.path = path;
    if (!(tree instanceof Map<?, ?> mapping)) {
      throw new BrokenTable(file, List.of(path + " is no mapping"));
    }
    this.map = mapping;
  }

  /** Reads the text of a file. */
  static Branch root(String file, String text) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    strict.setMaxAliasesForCollections(0);
    try {
      Object tree = new Yaml(new SafeConstructor(strict)).load(text);
      return new Branch(file, "the file", tree == null ? "" : tree);
    } catch (YAMLException e) {
      throw new BrokenTable(file, List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The text of a file that ships with the desk. */
  static String resource(String file) {
    try (InputStream in = Branch.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new BrokenTable(file, List.of("the file is missing"));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  String text(String key) {
    if (value(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong(key, "words");
  }

  int number(String key) {
    if (value(key) instanceof Integer number) {
      return number;
    }
    throw wrong(key, "a number");
  }

  @Nullable Integer numberOrNull(String key) {
    return has(key) ? (Integer) number(key) : null;
  }

  /** A flag; one that is missing is false. */
  boolean flag(String key) {
    return has(key) && decided(key);
  }

  /** A flag that must be there. */
  boolean decided(String key) {
    if (value(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  LocalDate day(String key) {
    return day(key, value(key));
  }

  List<LocalDate> days(String key) {
    return list(key).stream().map(element -> day(key, element)).toList();
  }

  List<Integer> numbers(String key) {
    return all(key, Integer.class, "a list of numbers");
  }

  /** A list of words; one that is missing is empty. */
  List<String> words(String key) {
    List<String> words = has(key) ? all(key, String.class, "a list of words") : List.of();
    if (words.size() != new HashSet<>(words).size()) {
      throw wrong(key, "a list without repeats");
    }
    return words;
  }

  Branch branch(String key) {
    return new Branch(file, path + "." + key, value(key));
  }

  /** A list of mappings; one that is missing is empty. */
  List<Branch> branches(String key) {
    List<Branch> branches = new ArrayList<>();
    for (Object element : has(key) ? list(key) : List.of()) {
      branches.add(new Branch(file, "%s.%s[%d]".formatted(path, key, branches.size()), element));
    }
    return branches;
  }

  /** Refuses what nobody asked for. */
  void done() {
    for (Object key : map.keySet()) {
      if (!asked.contains(key)) {
        throw new BrokenTable(file, List.of(path + " has an unknown key " + key));
      }
    }
  }

  BrokenTable fault(String text) {
    return new BrokenTable(file, List.of(path + ": " + text));
  }

  private <T> List<T> all(String key, Class<T> type, String expected) {
    List<?> list = list(key);
    if (!list.stream().allMatch(type::isInstance)) {
      throw wrong(key, expected);
    }
    return list.stream().<T>map(type::cast).toList();
  }

  private List<?> list(String key) {
    if (value(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list");
  }

  private LocalDate day(String key, Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    throw wrong(key, "a day");
  }

  private Object value(String key) {
    asked.add(key);
    Object value = map.get(key);
    if (value == null) {
      throw new BrokenTable(file, List.of(path + " lacks " + key));
    }
    return value;
  }

  private BrokenTable wrong(String key, String expected) {
    return new BrokenTable(file, List.of("%s.%s is not %s".formatted(path, key, expected)));
  }
}
