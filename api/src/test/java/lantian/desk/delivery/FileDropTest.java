package lantian.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lantian.desk.outbox.Event;
import lantian.desk.outbox.FakeNotices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a folder is whole or not there, and goes when the receiver says that it has it. */
class FileDropTest {
  private static final String NAME = "000000000000007_case1-0.json";

  @TempDir private Path folder;
  private Event event;

  /** Nothing of the drop catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void make() {
    event = new Event(7, new FakeNotices().commit("case1"));
  }

  @Test
  void theDoneComesLastAndTheDigestIsThatOfTheFile() throws IOException {
    List<String> placed = new ArrayList<>();
    FileDrop drop = new FileDrop(folder, 10, placed::add);
    assertThat(drop.hand(event)).isInstanceOf(Outcome.Delivered.class);
    assertThat(placed).containsExactly(NAME, NAME + ".sha256", NAME + ".done");
    assertThat(files()).containsExactlyInAnyOrderElementsOf(placed);
    assertThat(Files.readString(folder.resolve(NAME))).isEqualTo(event.text());
    assertThat(Files.readString(folder.resolve(NAME + ".sha256")))
        .isEqualTo(Sha256.of(event.text()) + "  " + NAME + "\n");
    // Handed again after a kill: nothing changes.
    assertThat(new FileDrop(folder, 10).hand(event)).isInstanceOf(Outcome.Delivered.class);
    assertThat(files()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aKillBetweenTheStepsLeavesNothingHalfVisible(int step) throws IOException {
    List<String> placed = new ArrayList<>();
    FileDrop doomed =
        new FileDrop(
            folder,
            10,
            name -> {
              placed.add(name);
              if (placed.size() > step) {
                throw new Killed();
              }
            });
    assertThatThrownBy(() -> doomed.hand(event)).isInstanceOf(Killed.class);
    Files.writeString(
        folder.resolve("." + NAME + ".tmp"), "ha"); // What a kill leaves half written.
    if (files().contains(NAME + ".done")) {
      assertThat(files()).contains(NAME, NAME + ".sha256");
    }
    assertThat(new FileDrop(folder, 10).hand(event)).isInstanceOf(Outcome.Delivered.class);
    assertThat(files()).containsExactlyInAnyOrder(NAME, NAME + ".sha256", NAME + ".done");
    assertThat(Files.readString(folder.resolve(NAME))).isEqualTo(event.text());
  }

  @Test
  void aReceiptWithTheDigestTakesTheFilesAway() throws IOException {
    FileDrop drop = new FileDrop(folder, 10);
    drop.hand(event);
    assertThat(drop.receipts()).isEmpty();
    receipt(Sha256.of(event.text()).toUpperCase(java.util.Locale.ROOT) + "  " + NAME);
    assertThat(drop.receipts()).containsExactly(new Way.Receipt(7, true, NAME + ".receipt"));
    drop.receipts().forEach(drop::noted);
    assertThat(files()).isEmpty();
  }

  @Test
  void aReceiptWithAnotherDigestIsKeptForPeople() throws IOException {
    FileDrop drop = new FileDrop(folder, 10);
    drop.hand(event);
    for (String other : List.of("0".repeat(64), "", "OK", Sha256.of("x"), "x".repeat(5000))) {
      receipt(other);
      assertThat(drop.receipts()).containsExactly(new Way.Receipt(7, false, NAME + ".receipt"));
      drop.receipts().forEach(drop::noted);
      assertThat(drop.receipts()).isEmpty();
    }
    assertThat(files()).contains(NAME, NAME + ".done", NAME + ".receipt.differs");
  }

  @Test
  void whatIsNoReceiptIsLeftAlone() throws IOException {
    FileDrop drop = new FileDrop(folder, 10);
    drop.hand(event);
    Files.writeString(folder.resolve("x.receipt"), "x");
    Files.createDirectory(folder.resolve("000000000000009_case1-1.json.receipt"));
    Files.createSymbolicLink(
        folder.resolve("000000000000008_case1-1.json.receipt"), folder.resolve(NAME));
    assertThat(drop.receipts()).isEmpty();
  }

  @Test
  void aFullOrMissingFolderIsAFailure() throws IOException {
    FakeNotices notices = new FakeNotices();
    FileDrop drop = new FileDrop(folder, 2);
    for (int i = 1; i <= 2; i++) {
      assertThat(drop.hand(new Event(i, notices.commit("a"))))
          .isInstanceOf(Outcome.Delivered.class);
    }
    Event third = new Event(3, notices.commit("a"));
    assertThat(reason(drop.hand(third))).isEqualTo(Outcome.Failure.FOLDER_FULL);
    assertThat(reason(new FileDrop(folder, 2).hand(third))).isEqualTo(Outcome.Failure.FOLDER_FULL);
    Path first = folder.resolve("000000000000001_a-0.json");
    Files.writeString(
        folder.resolve(first.getFileName() + ".receipt"), Sha256.of(Files.readString(first)));
    drop.receipts().forEach(drop::noted);
    assertThat(drop.hand(third)).isInstanceOf(Outcome.Delivered.class);
    assertThat(reason(new FileDrop(folder.resolve("none"), 2).hand(third)))
        .isEqualTo(Outcome.Failure.FOLDER_MISSING);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private static Outcome.Failure reason(Outcome outcome) {
    return ((Outcome.Failed) outcome).reason();
  }

  private void receipt(String text) throws IOException {
    Files.writeString(folder.resolve(NAME + ".receipt"), text);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
