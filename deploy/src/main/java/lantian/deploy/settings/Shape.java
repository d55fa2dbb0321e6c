package lantian.deploy.settings;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a settings record looks like: the dotted names of its values and their components. */
final class Shape {
  private Shape() {}

  /** Every value that a person may set, by its dotted name, in the order of the components. */
  static Map<String, RecordComponent> of(Class<?> root) {
    Map<String, RecordComponent> out = new LinkedHashMap<>();
    collect("", root, out);
    return out;
  }

  private static void collect(String prefix, Class<?> type, Map<String, RecordComponent> out) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      if (component.getType().isRecord()) {
        collect(key + ".", component.getType(), out);
      } else {
        out.put(key, component);
      }
    }
  }

  /** True for lists, sets and maps, whose environment form is YAML. */
  static boolean isCollection(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType;
  }

  /** True if null is a value of the component. */
  static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** What a record holds in a component. */
  static @Nullable Object value(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("component " + component + " can't be read", e);
    }
  }

  /** The record's own defaults, null if it has none. */
  static @Nullable Record defaults(Class<?> type) {
    try {
      Method defaults = type.getDeclaredMethod("defaults");
      defaults.setAccessible(true);
      return (Record) defaults.invoke(null);
    } catch (NoSuchMethodException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the defaults of " + type + " can't be read", e);
    }
  }
}
