package lantian.deploy.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tree of text onto nested records by component name. What the tree leaves out keeps the
 * value of the defaults.
 */
final class Binding {
  private final Set<String> known;

  private Binding(Set<String> known) {
    this.known = known;
  }

  /** The defaults with everything the tree says in their place. */
  static <R extends Record> R bind(R defaults, Map<String, Object> tree) {
    Binding binding = new Binding(Shape.of(defaults.getClass()).keySet());
    @SuppressWarnings("unchecked") // record() answers an instance of the class it is given
    R bound = (R) binding.record("", defaults.getClass(), defaults, tree);
    return bound;
  }

  private Record record(
      String prefix, Class<?> type, @Nullable Record defaults, Map<String, Object> tree) {
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(prefix, components, tree);
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String key = prefix + component.getName();
      Object given = tree.get(component.getName());
      Object fallback = defaults == null ? null : Shape.value(defaults, component);
      values[i] = component(key, component, given, fallback, defaults == null);
    }
    return construct(prefix, type, components, values);
  }

  private @Nullable Object component(
      String key,
      RecordComponent component,
      @Nullable Object given,
      @Nullable Object fallback,
      boolean required) {
    boolean nullable = Shape.nullable(component);
    if (given == null) {
      if (required && !nullable) {
        throw new SettingError(key + " is missing");
      }
      return fallback;
    }
    if (nullable && List.of("", "null", "~").contains(given)) {
      return null;
    }
    return value(key, component.getGenericType(), given, fallback);
  }

  private Object value(String key, Type type, Object given, @Nullable Object fallback) {
    if (type instanceof ParameterizedType generic) {
      return collection(key, generic, given);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      Record inner = fallback == null ? Shape.defaults(plain) : (Record) fallback;
      return record(key + ".", plain, inner, Tree.asMap(key, given));
    }
    if (!(given instanceof String text)) {
      throw SettingError.bad(key, "a block", "one value");
    }
    return Scalar.read(key, text, plain);
  }

  private Object collection(String key, ParameterizedType type, Object given) {
    Type element = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Map.class) {
      Map<String, Object> out = new LinkedHashMap<>();
      Tree.asMap(key, given)
          .forEach((name, inner) -> out.put(name, value(key + "." + name, element, inner, null)));
      return Map.copyOf(out);
    }
    List<Object> out = new ArrayList<>();
    int index = 0;
    for (Object inner : items(key, given)) {
      out.add(value(key + "[" + index++ + "]", element, inner, null));
    }
    return raw == Set.class ? set(element, out) : List.copyOf(out);
  }

  private static List<?> items(String key, Object given) {
    if (given instanceof List<?> list) {
      return list;
    }
    if (given instanceof String text) {
      return text.isBlank() ? List.of() : Arrays.asList(text.split("\\s*,\\s*", -1));
    }
    throw SettingError.bad(key, "a block", "a list");
  }

  /** An enum set keeps the order of the enum, so that a printed setting always reads the same. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Set<Object> set(Type element, List<Object> values) {
    if (element instanceof Class<?> type && type.isEnum()) {
      Set all = EnumSet.noneOf((Class) type);
      all.addAll(values);
      return all;
    }
    return new LinkedHashSet<>(values);
  }

  private void refuseUnknown(
      String prefix, RecordComponent[] components, Map<String, Object> tree) {
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String name : tree.keySet()) {
      if (!names.contains(name)) {
        String key = prefix + name;
        List<String> elsewhere =
            known.stream().filter(other -> other.endsWith("." + name)).sorted().toList();
        boolean near = Nearest.distance(name, Nearest.to(name, names)) <= 3;
        throw SettingError.unknown(
            key,
            near || elsewhere.isEmpty() ? prefix + Nearest.to(name, names) : elsewhere.getFirst());
      }
    }
  }

  private static Record construct(
      String prefix, Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      String where = prefix.isEmpty() ? "settings" : prefix.substring(0, prefix.length() - 1);
      Throwable refusal = e.getCause() == null ? e : e.getCause();
      throw new SettingError(where + ": " + refusal.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type + " can't be built", e);
    }
  }
}
