package lantian.obd.rule;

import org.jspecify.annotations.Nullable;

/** Items of one vehicle in the order (second, type), each once. */
@FunctionalInterface
public interface Readings {
  /** Readings that stay as they are while further ones are asked for. */
  int RUN = 64;

  /**
   * The next item, null at the end. An object may come again, for another item, after {@value #RUN}
   * others, so that a judge can lead a run of items past one rule before it turns to the next.
   */
  @Nullable Reading next();
}
