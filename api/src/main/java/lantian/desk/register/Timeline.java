package lantian.desk.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one vehicle in one register (备案时间线). Nothing is overwritten: a change ends the
 * entry that held and adds one; a correction leaves the wrong entry in place, marked as superseded.
 *
 * @param <V> what is filed
 */
final class Timeline<V> {
  /**
   * What filing did.
   *
   * @param from first moment whose answer may differ now
   * @param to moment from which nothing differs; null if open
   */
  record Effect(Instant from, @Nullable Instant to) {}

  private final List<Span<V>> spans;

  Timeline(List<Span<V>> spans) {
    this.spans = new ArrayList<>(spans);
    this.spans.sort(Comparator.comparing(Span::from));
  }

  /** All entries, superseded ones too. */
  List<Span<V>> spans() {
    return List.copyOf(spans);
  }

  /** The entry that holds at this moment, null if none does. */
  @Nullable Span<V> at(Instant moment) {
    for (Span<V> span : spans) {
      if (span.holdsAt(moment)) {
        return span;
      }
    }
    return null;
  }

  /**
   * Files values from a moment on: up to {@code to} if given, else as long as the entry that held
   * then, else up to the next entry.
   *
   * @param patch makes the values from those that held at {@code from}, or from null
   * @param ids gives ids to new entries
   * @return null if everything was filed so already
   * @throws Overlap if {@code to} lies behind the beginning of a later entry
   */
  @Nullable Effect file(
      Instant from, @Nullable Instant to, UnaryOperator<@Nullable V> patch, Supplier<String> ids) {
    Span<V> held = at(from);
    V values = Objects.requireNonNull(patch.apply(held == null ? null : held.values()));
    Instant end = held == null ? startAfter(from) : held.to();
    Instant until = end;
    if (to != null) {
      Instant next = startAfter(from);
      if (next != null && to.isAfter(next)) {
        throw new Overlap();
      }
      until = to;
    }
    if (held != null && held.values().equals(values)) {
      return retime(held, until);
    }
    if (held != null) {
      replace(held, held.from().equals(from) ? held.withdrawn() : held.until(from));
    }
    spans.add(new Span<>(ids.get(), from, until, values, false));
    spans.sort(Comparator.comparing(Span::from));
    return new Effect(from, latest(end, until));
  }

  private @Nullable Effect retime(Span<V> held, @Nullable Instant until) {
    if (Objects.equals(held.to(), until)) {
      return null;
    }
    replace(held, held.until(until));
    Instant was = held.to();
    Instant first = was == null || (until != null && until.isBefore(was)) ? until : was;
    return new Effect(Objects.requireNonNull(first), latest(was, until));
  }

  private void replace(Span<V> old, Span<V> changed) {
    spans.set(spans.indexOf(old), changed);
  }

  private @Nullable Instant startAfter(Instant moment) {
    return spans.stream()
        .filter(span -> !span.superseded() && span.from().isAfter(moment))
        .map(Span::from)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable Instant latest(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return null;
    }
    return a.isAfter(b) ? a : b;
  }

  /** The end that was asked for lies inside a later entry. */
  static final class Overlap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overlap() {
      super("overlaps a later entry", null, false, false);
    }
  }
}
