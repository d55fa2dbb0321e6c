package lantian.desk.pinning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lantian.desk.pinning.Flaw.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkCheckTest {
  private static final Instant OLD = Instant.parse("2026-11-25T06:00:00Z");
  private static final Instant PINNED = Instant.parse("2026-11-25T08:00:00Z");

  @TempDir private Path folder = Path.of("set by JUnit");
  private final Shelf shelf = new Shelf();

  @BeforeEach
  void pin() throws Exception {
    for (String key : List.of("a", "b", "c")) {
      shelf.items.put(key, new Shelf.Item(2, "content of " + key, OLD));
    }
    try (Pinner pinner = Pinner.open(folder, List.of(shelf), null, () -> PINNED)) {
      pinner.pin();
    }
  }

  @Test
  void whatIsAsPinnedIsRight() throws Exception {
    Inspection inspection = checked();
    assertThat(inspection.flaws()).isEmpty();
    assertThat(inspection.unpinned()).isEmpty();
  }

  @Test
  void aRecordThatIsNotAsPinnedHasChanged() throws Exception {
    shelf.items.put("b", new Shelf.Item(2, "content of B", OLD));
    expect("b", Kind.CHANGED);
  }

  @Test
  void aRecordThatWentBackHasChanged() throws Exception {
    shelf.items.put("b", new Shelf.Item(1, "content of b", OLD));
    expect("b", Kind.CHANGED);
  }

  @Test
  void aRecordThatIsGoneIsMissing() throws Exception {
    shelf.items.remove("b");
    expect("b", Kind.MISSING);
  }

  @Test
  void twoThatChangedPlacesHaveMoved() throws Exception {
    Shelf.Item a = Objects.requireNonNull(shelf.items.get("a"));
    shelf.items.put("a", Objects.requireNonNull(shelf.items.get("b")));
    shelf.items.put("b", a);
    assertThat(checked().flaws())
        .extracting(Flaw::record, Flaw::kind, Flaw::elsewhere)
        .containsExactly(tuple("a", Kind.MOVED, "b"), tuple("b", Kind.MOVED, "a"));
  }

  @Test
  void anOldRecordThatWasNeverPinnedWasAdded() throws Exception {
    shelf.items.put("d", new Shelf.Item(1, "new", OLD));
    expect("d", Kind.ADDED);
    shelf.items.remove("d");
    shelf.items.put("b", new Shelf.Item(3, "new", OLD));
    expect("b", Kind.CHANGED);
  }

  @Test
  void whatIsNewerThanTheLastPinIsStatedAndNotWrong() throws Exception {
    Instant young = PINNED.minus(Duration.ofSeconds(30));
    shelf.items.put("d", new Shelf.Item(1, "new", young));
    shelf.items.put("b", new Shelf.Item(3, "new", young));
    Inspection inspection = checked();
    assertThat(inspection.flaws()).isEmpty();
    assertThat(inspection.unpinned()).containsEntry("shelf", 2L);
  }

  private void expect(String key, Kind kind) throws Exception {
    assertThat(checked().flaws())
        .extracting(Flaw::record, Flaw::kind)
        .containsExactly(tuple(key, kind));
  }

  private Inspection checked() throws Exception {
    Inspection inspection = new Inspection(records -> {});
    PinBook pins = PinBook.read(folder, List.of("shelf"), new RootKeys(List.of()), inspection);
    shelf.check(pins.of("shelf"), inspection);
    return inspection;
  }
}
