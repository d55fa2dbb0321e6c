package lantian.desk.register;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One dated entry of a register (备案条目).
 *
 * @param id opaque id of the entry
 * @param from first moment at which it holds, whole seconds
 * @param to moment from which it no longer holds; null while open
 * @param values what was filed
 * @param superseded true if a later entry corrected it; it then holds at no time
 * @param <V> what is filed
 */
public record Span<V>(String id, Instant from, @Nullable Instant to, V values, boolean superseded) {
  /** True if it holds at this moment. */
  public boolean holdsAt(Instant at) {
    return !superseded && !at.isBefore(from) && (to == null || at.isBefore(to));
  }

  Span<V> until(@Nullable Instant end) {
    return new Span<>(id, from, end, values, superseded);
  }

  Span<V> withdrawn() {
    return new Span<>(id, from, to, values, true);
  }
}
