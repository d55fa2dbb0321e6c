package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest extends EvidenceStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private Path root = Path.of("set by JUnit");
  private EvidenceStore store = opened();

  @BeforeEach
  void open() {
    store = opened();
  }

  private EvidenceStore opened() {
    return new EvidenceFolder(root.resolve("evidence"), LIMITS, InstantSource.fixed(NOW));
  }

  @Override
  EvidenceStore store() {
    return store;
  }

  @Override
  void overwrite(EvidenceId id, byte[] bytes) throws IOException {
    Files.write(place(id), bytes);
  }

  @Override
  void forget(EvidenceId id) throws IOException {
    Files.delete(Path.of(place(id) + ".note"));
  }

  @Override
  long lyingAbout() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".note")).count();
    }
  }

  private Path place(EvidenceId id) {
    return root.resolve("evidence").resolve(id.text().substring(0, 2)).resolve(id.text());
  }

  @Test
  void noWordOfAStrangerBecomesAPath() {
    for (String word :
        new String[] {"", "../../etc/passwd", NOTHING.text() + "/", "a".repeat(63) + "/"}) {
      assertThatThrownBy(() -> new EvidenceId(word)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new EvidenceId(NOTHING.text().toUpperCase(Locale.ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedNoteIsFoundAtTheEnd() throws Exception {
    EvidenceId id = kept(picture(900, 1)).id();
    Path note = Path.of(place(id) + ".note");
    String was = Files.readString(note);
    Files.writeString(note, (was.charAt(0) == '0' ? "1" : "0") + was.substring(1));
    assertThatThrownBy(() -> read(id)).isInstanceOf(DamagedEvidenceException.class);
    Files.writeString(note, was.replace("JPEG", "GIF"));
    assertThatThrownBy(() -> store.find(id)).isInstanceOf(DamagedEvidenceException.class);
    Files.writeString(note, was);
    assertThat(read(id)).hasSize(900);
  }

  @Test
  void restsOfDeadProcessesAreClearedAwayAfterADay() throws Exception {
    Path incoming = root.resolve("evidence/incoming");
    Path old = Files.write(incoming.resolve("1.part"), new byte[5]);
    Path young = Files.write(incoming.resolve("2.part"), new byte[5]);
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(23))));
    open();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }
}
