package lantian.desk.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final int SECONDS = 40;
  private final Timeline<String> line = new Timeline<>(List.of());
  private int lastId;

  @Test
  void aChangeEndsTheOldEntryAndAddsOne() {
    assertThat(file(10, null, "a")).isEqualTo(new Timeline.Effect(at(10), null));
    assertThat(file(20, null, "b")).isEqualTo(new Timeline.Effect(at(20), null));
    assertThat(line.spans())
        .containsExactly(
            new Span<>("1", at(10), at(20), "a", false), new Span<>("2", at(20), null, "b", false));
  }

  @Test
  void theSameAgainChangesNothing() {
    file(10, null, "a");
    assertThat(file(10, null, "a")).isNull();
    assertThat(file(15, null, "a")).isNull();
    assertThat(line.spans()).hasSize(1);
  }

  @Test
  void aCorrectionKeepsTheWrongEntry() {
    file(10, null, "wrong");
    assertThat(file(10, null, "right")).isEqualTo(new Timeline.Effect(at(10), null));
    assertThat(line.spans())
        .containsExactlyInAnyOrder(
            new Span<>("1", at(10), null, "wrong", true),
            new Span<>("2", at(10), null, "right", false));
  }

  @Test
  void whatIsFiledForThePastEndsWhereTheNextEntryBegins() {
    file(20, null, "b");
    assertThat(file(10, null, "a")).isEqualTo(new Timeline.Effect(at(10), at(20)));
    assertThat(valueAt(19)).isEqualTo("a");
    assertThat(valueAt(20)).isEqualTo("b");
  }

  @Test
  void anEndLeavesAGap() {
    file(10, null, "a");
    assertThat(file(10, 30, "a")).isEqualTo(new Timeline.Effect(at(30), null));
    assertThat(valueAt(29)).isEqualTo("a");
    assertThat(valueAt(30)).isNull();
  }

  @Test
  void anEndInsideALaterEntryIsRefused() {
    file(10, null, "a");
    file(20, null, "b");
    assertThatThrownBy(() -> file(10, 25, "a")).isInstanceOf(Timeline.Overlap.class);
    assertThat(file(10, 20, "a")).isNull();
  }

  /** Against an array with one value per second. */
  @RepeatedTest(500)
  void agreesWithANaiveTable(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    @Nullable String[] table = new @Nullable String[SECONDS + 1];
    for (int step = 0; step < 12; step++) {
      int from = random.nextInt(SECONDS);
      Integer to = random.nextInt(3) == 0 ? from + 1 + random.nextInt(SECONDS - from) : null;
      String value = random.nextBoolean() ? "a" : "b";
      List<Span<String>> spans = line.spans();
      @Nullable String[] before = table.clone();
      try {
        Timeline.Effect effect = file(from, to, value);
        naive(table, spans, from, to, value);
        expectCovered(before, table, effect);
      } catch (Timeline.Overlap e) {
        assertThat(to).isNotNull();
      }
      for (int second = 0; second <= SECONDS; second++) {
        assertThat(valueAt(second)).as("second %s", second).isEqualTo(table[second]);
      }
      assertThat(line.spans()).extracting(Span::id).containsAll(ids(spans));
    }
  }

  /** Fills up to the end of what held, or to the next entry, and clears behind a given end. */
  private static void naive(
      @Nullable String[] table,
      List<Span<String>> spans,
      int from,
      @Nullable Integer to,
      String v) {
    Instant held = null;
    boolean covered = false;
    Instant next = null;
    for (Span<String> span : spans) {
      if (span.holdsAt(at(from))) {
        covered = true;
        held = span.to();
      } else if (!span.superseded() && span.from().isAfter(at(from))) {
        next = next == null || span.from().isBefore(next) ? span.from() : next;
      }
    }
    Instant end = covered ? held : next;
    for (int second = from; second <= SECONDS; second++) {
      if (to != null && second >= to) {
        boolean wasHeld = covered && (held == null || at(second).isBefore(held));
        table[second] = wasHeld ? null : table[second];
      } else if (to != null || end == null || at(second).isBefore(end)) {
        table[second] = v;
      }
    }
  }

  private static void expectCovered(
      @Nullable String[] before, @Nullable String[] after, Timeline.@Nullable Effect effect) {
    for (int second = 0; second <= SECONDS; second++) {
      boolean differs = !java.util.Objects.equals(before[second], after[second]);
      boolean told =
          effect != null
              && !at(second).isBefore(effect.from())
              && (effect.to() == null || at(second).isBefore(effect.to()));
      assertThat(!differs || told).as("second %s changed untold", second).isTrue();
    }
  }

  private static List<String> ids(List<Span<String>> spans) {
    List<String> ids = new ArrayList<>();
    spans.forEach(span -> ids.add(span.id()));
    return ids;
  }

  private Timeline.@Nullable Effect file(int from, @Nullable Integer to, String value) {
    return line.file(
        at(from), to == null ? null : at(to), held -> value, () -> String.valueOf(++lastId));
  }

  private @Nullable String valueAt(int second) {
    Span<String> span = line.at(at(second));
    return span == null ? null : span.values();
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }
}
