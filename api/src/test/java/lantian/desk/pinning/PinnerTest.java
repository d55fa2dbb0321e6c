package lantian.desk.pinning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnerTest {
  private static final RootKey OLD = key(11);
  private static final RootKey NEW = key(12);

  @TempDir private Path folder = Path.of("set by JUnit");
  private final Shelf shelf = new Shelf();
  private Instant now = Instant.parse("2026-11-25T08:00:30Z");

  private static RootKey key(long number) {
    return new RootKey(BigInteger.valueOf(number), new SecureRandom());
  }

  @BeforeEach
  void fill() {
    shelf.chains.put("a", new ArrayList<>(List.of("a1", "a2")));
    shelf.items.put("k", new Shelf.Item(1, "one", now));
  }

  @Test
  void aPinHoldsOnlyWhatIsNew() throws Exception {
    try (Pinner pinner = opened(null)) {
      pinner.pin();
      later(1);
      pinner.pin();
      there(shelf.chains.get("a")).add("a3");
      shelf.items.put("k", new Shelf.Item(2, "two", now));
      later(1);
      pinner.pin();
    }
    List<String> lines = lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"n\":2").contains("\"k\":\"k\"");
    assertThat(lines.get(1)).contains("\"heads\":[]").contains("\"marks\":[]");
    assertThat(lines.get(2)).contains("\"h\":\"a3\"").contains("\"r\":2");
    Pinned pinned = read().of("shelf");
    assertThat(there(pinned.chains().get("a")).hashes()).isEqualTo(Map.of(2L, "a2", 3L, "a3"));
    assertThat(there(pinned.marks().get("k")).revision()).isEqualTo(2);
    assertThat(pinned.last()).isEqualTo(now);
  }

  @Test
  void goesOnAfterARestartAndNamesAllHeadsAgain() throws Exception {
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    later(1);
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    assertThat(lines().getLast()).contains("\"h\":\"a2\"").contains("\"marks\":[]");
    assertThat(flaws()).isEmpty();
  }

  @Test
  void everyDayHasAFileThatNamesAllHeads() throws Exception {
    try (Pinner pinner = opened(null)) {
      pinner.pin();
      later(60 * 24);
      pinner.pin();
    }
    assertThat(new PinFolder(folder).files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("pins-20261125.jsonl", "pins-20261126.jsonl");
    assertThat(Files.readString(new PinFolder(folder).file("20261126"))).contains("a2");
    assertThat(flaws()).isEmpty();
  }

  @Test
  void aClosedChainIsNotLookedAtAgain() throws Exception {
    shelf.closed.add("a");
    try (Pinner pinner = opened(null)) {
      pinner.pin();
      pinner.pin();
    }
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    assertThat(shelf.asked).containsExactly("a");
    assertThat(there(read().of("shelf").chains().get("a")).closed()).isTrue();
  }

  @Test
  void veryManyNewRecordsTakeSeveralLines() throws Exception {
    for (int i = 0; i < 12_000; i++) {
      shelf.items.put("k" + i, new Shelf.Item(1, "c" + i, now));
    }
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    assertThat(lines()).hasSize(3);
    assertThat(read().of("shelf").marks()).hasSize(12_001);
    assertThat(flaws()).isEmpty();
  }

  @Test
  void whatAKillLeftOfALineIsNoLine() throws Exception {
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    Files.writeString(
        new PinFolder(folder).file("20261125"), "{\"at\":", StandardOpenOption.APPEND);
    assertThat(flaws()).isEmpty();
    try (Pinner pinner = opened(null)) {
      pinner.pin();
    }
    assertThat(lines()).hasSize(2);
    assertThat(flaws()).isEmpty();
  }

  @Test
  void onlyOneProcessPinsAFolder() throws Exception {
    try (Pinner pinner = opened(null)) {
      pinner.pin();
      assertThatThrownBy(() -> opened(null))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process pins");
    }
    opened(null).close();
  }

  @Test
  void anythingDoneToAPinIsFound() throws Exception {
    try (Pinner pinner = opened(OLD)) {
      for (int i = 0; i < 5; i++) {
        pinner.pin();
        later(20);
        there(shelf.chains.get("a")).add("more" + i);
      }
    }
    assertThat(flaws()).isEmpty();
    Path file = new PinFolder(folder).file("20261125");
    byte[] was = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new String(was, StandardCharsets.UTF_8).lines().toList();
    int covered = was.length - lines.getLast().length() - 1; // no root covers the last pin yet
    for (int i = 0; i < 60; i++) {
      byte[] flipped = was.clone();
      int at = random.nextInt(covered);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      assertThat(flaws()).as("bit at " + at).isNotEmpty();
    }
    for (int i = 0; i < lines.size(); i++) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      Files.writeString(file, String.join("\n", fewer) + "\n");
      assertThat(flaws().isEmpty()).as("without pin " + i).isEqualTo(i == lines.size() - 1);
    }
  }

  /** The roots cover what the chain of the pins can't: that its end was cut off or made anew. */
  @Test
  void aCutOrRewrittenTailShowsAgainstTheRoots() throws Exception {
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
      later(1);
      pinner.pin();
      later(60);
      pinner.pin(); // covered by the second root
    }
    Path file = new PinFolder(folder).file("20261125");
    List<String> lines = lines();
    Files.writeString(file, String.join("\n", lines.subList(0, 2)) + "\n");
    assertThat(flaws()).extracting(Flaw::record).containsExactly("pin 2");
    String forged = lines.get(2).replace("\"a2\"", "\"x2\"").replace("09:01:30", "09:01:31");
    Files.writeString(file, String.join("\n", lines.get(0), lines.get(1), forged) + "\n");
    assertThat(flaws()).extracting(Flaw::kind).containsExactly(Flaw.Kind.CHANGED);
  }

  @Test
  void rootsOfAFormerKeyStillHold() throws Exception {
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
    }
    later(60);
    try (Pinner pinner = opened(NEW)) {
      pinner.pin();
    }
    assertThat(rootFlaws(OLD.publicKey(), NEW.publicKey())).isEmpty();
    assertThat(RootKeys.read(folder.resolve("keys")).knows(RootKeys.id(OLD.publicKey()))).isTrue();
    Inspection inspection = new Inspection(records -> {});
    PinBook.read(folder, List.of(), new RootKeys(List.of(NEW.publicKey())), inspection);
    assertThat(inspection.flaws()).isEmpty();
    assertThat(inspection.notes()).singleElement().asString().contains("not at hand");
  }

  @Test
  void aRootOfAnotherHandIsFound() throws Exception {
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
      later(60);
      pinner.pin();
    }
    Path file = folder.resolve("roots.jsonl");
    String was = Files.readString(file);
    SplittableRandom random = new SplittableRandom(6);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 40; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      Inspection inspection = new Inspection(records -> {});
      PinBook.read(folder, List.of(), new RootKeys(List.of(OLD.publicKey())), inspection);
      assertThat(inspection.flaws().size() + inspection.notes().size()).as("bit " + i).isPositive();
    }
    Matcher letter = Pattern.compile("\"signature\":\"[0-9]*([a-f])").matcher(was);
    int last = 0; // Nothing follows the last root that would notice its change.
    while (letter.find()) {
      last = letter.start(1);
    }
    StringBuilder capital = new StringBuilder(was);
    capital.setCharAt(last, Character.toUpperCase(was.charAt(last)));
    Files.writeString(file, capital);
    assertThat(rootFlaws(OLD.publicKey())).isNotEmpty();
    Files.writeString(file, was);
    assertThat(rootFlaws(OLD.publicKey())).isEmpty();
  }

  /** Whoever has the database, the pins and the key can write all anew, but not what left. */
  @Test
  void aCopyTellsOfRootsThatWereMadeAnew() throws Exception {
    NewestRoot newest = new NewestRoot(folder);
    assertThat(newest.get()).as("nothing is signed yet").isEmpty();
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
    }
    String first = newest.get().orElseThrow();
    later(60);
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
    }
    String second = newest.get().orElseThrow();
    assertThat(second).isNotEqualTo(first).contains("\"n\":1");
    assertThat(copyFlaws(first, second, "")).isEmpty();
    for (Path file : new PinFolder(folder).files()) {
      Files.delete(file);
    }
    Files.delete(folder.resolve("roots.jsonl"));
    there(shelf.chains.get("a")).set(1, "x2");
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
    }
    assertThat(flaws()).as("what was written anew fits together").isEmpty();
    assertThat(copyFlaws(first, second)).containsExactly(Flaw.Kind.MISSING, Flaw.Kind.MISSING);
    String forged = first.replace("\"n\":0", "\"n\":3");
    assertThat(copyFlaws(forged, "none")).containsExactly(Flaw.Kind.CHANGED, Flaw.Kind.CHANGED);
  }

  @Test
  void aRootThatIsBeingWrittenIsNotCopied() throws Exception {
    try (Pinner pinner = opened(OLD)) {
      pinner.pin();
    }
    NewestRoot newest = new NewestRoot(folder);
    String whole = newest.get().orElseThrow();
    Files.writeString(folder.resolve("roots.jsonl"), "{\"n\":1,", StandardOpenOption.APPEND);
    assertThat(newest.get()).contains(whole);
    assertThat(new NewestRoot(folder).get()).contains(whole);
  }

  private List<Flaw.Kind> copyFlaws(String... copies) throws IOException {
    Inspection inspection = new Inspection(records -> {});
    RootKeys keys = new RootKeys(List.of(OLD.publicKey()));
    PinBook book = PinBook.read(folder, List.of("shelf"), keys, inspection);
    RootCopies.check(List.of(copies), book, keys, inspection);
    return inspection.flaws().stream().map(Flaw::kind).toList();
  }

  @Test
  void aKeyComesFromAFileOfOneLine() throws Exception {
    Path file = folder.resolve("root.key");
    Files.writeString(file, "0".repeat(62) + "0b\n");
    assertThat(RootKey.read(file, new SecureRandom()).publicKey()).isEqualTo(OLD.publicKey());
    for (String wrong : new String[] {"", "0b", "0".repeat(64), "f".repeat(64)}) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> RootKey.read(file, new SecureRandom()))
          .as(wrong)
          .isInstanceOf(IOException.class);
    }
  }

  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private void later(int minutes) {
    now = now.plus(Duration.ofMinutes(minutes));
  }

  private Pinner opened(@Nullable RootKey key) throws IOException {
    return Pinner.open(folder, List.of(shelf), key, () -> now);
  }

  private List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : new PinFolder(folder).files()) {
      all.addAll(Files.readAllLines(file));
    }
    return all;
  }

  private PinBook read() throws IOException {
    return PinBook.read(
        folder, List.of("shelf"), new RootKeys(List.of()), new Inspection(records -> {}));
  }

  private List<Flaw> flaws() throws IOException {
    return rootFlaws(OLD.publicKey());
  }

  private List<Flaw> rootFlaws(String... keys) throws IOException {
    Inspection inspection = new Inspection(records -> {});
    PinBook.read(folder, List.of("shelf"), new RootKeys(List.of(keys)), inspection);
    return inspection.flaws();
  }
}
