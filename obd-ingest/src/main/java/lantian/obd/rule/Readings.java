package lantian.obd.rule;

import org.jspecify.annotations.Nullable;

/** Items of one vehicle in the order (second, type), each once. */
@FunctionalInterface
public interface Readings {
  /** The next item, null at the end. The object may be the same one each time. */
  @Nullable Reading next();
}
