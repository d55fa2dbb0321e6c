package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lantian.proto.Sm3;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it stores leaves every file whole or absent. */
class EvidenceKillIT {
  private static final int SIZE = 2_000_000;
  private static final EvidenceLimits LIMITS = new EvidenceLimits(8 << 20, 1, 1);

  @TempDir private Path root = Path.of("set by JUnit");

  /** Stores pictures one after the other and names each when it is stored. */
  static final class Storing {
    private Storing() {}

    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] arguments) throws IOException {
      EvidenceStore store =
          new EvidenceFolder(Path.of(arguments[0]), LIMITS, InstantSource.system());
      long seed = Long.parseLong(arguments[1]);
      if (seed < 0) {
        store.put(System.in, FileType.JPEG);
        return;
      }
      while (true) {
        byte[] picture = EvidenceStoreContract.picture(SIZE, seed++);
        Deposit deposit = store.put(new ByteArrayInputStream(picture), FileType.JPEG);
        System.out.println(((Deposit.Kept) deposit).file().id());
      }
    }
  }

  @RepeatedTest(4)
  void whatWasNamedIsThereAndWhatIsThereIsWhole(RepetitionInfo seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    Process process = storing(seed.getCurrentRepetition() * 1000L);
    Set<String> named = new LinkedHashSet<>();
    int enough = random.nextInt(1, 6);
    try (var lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == 64) { // the last one may be cut
          named.add(line);
        }
        if (named.size() == enough) {
          if (seed.getCurrentRepetition() % 2 == 0) {
            awaitAnother(named); // as soon as the next one shows
          } else {
            spin(random.nextInt(20_000_000)); // somewhere within the next one
          }
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    assertThat(named.size()).isGreaterThanOrEqualTo(enough);
    Set<String> whole = whole();
    assertThat(whole).containsAll(named);
    assertThat(whole.size()).isBetween(named.size(), named.size() + 1);
  }

  @Test
  void halfAFileIsNoFile() throws Exception {
    byte[] picture = EvidenceStoreContract.picture(SIZE, 77);
    Process process = storing(-1);
    process.getOutputStream().write(picture, 0, SIZE / 2);
    process.getOutputStream().flush();
    Path incoming = root.resolve("evidence/incoming");
    while (gathered(incoming) < SIZE / 4) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    assertThat(whole()).isEmpty();
    assertThat(gathered(incoming)).as("what it had gathered lies aside").isPositive();
    EvidenceStore store = opened();
    EvidenceId id =
        ((Deposit.Kept) store.put(new ByteArrayInputStream(picture), FileType.JPEG)).file().id();
    assertThat(whole()).containsExactly(id.text());
  }

  private EvidenceStore opened() {
    return new EvidenceFolder(root.resolve("evidence"), LIMITS, InstantSource.system());
  }

  private static long gathered(Path incoming) throws IOException {
    if (!Files.isDirectory(incoming)) {
      return 0;
    }
    try (Stream<Path> parts = Files.list(incoming)) {
      long size = 0;
      for (Path part : parts.toList()) {
        size += Files.size(part);
      }
      return size;
    }
  }

  /** Every address that shows, each read to its end. */
  private Set<String> whole() throws IOException {
    EvidenceStore store = opened();
    Set<String> whole = new LinkedHashSet<>();
    List<String> names;
    try (Stream<Path> all = Files.walk(root.resolve("evidence"))) {
      names = all.map(path -> path.getFileName().toString()).toList();
    }
    for (String name : names) {
      if (name.matches("[0-9a-f]{64}")) {
        try (InputStream in = store.open(new EvidenceId(name))) {
          assertThat(in.readAllBytes()).hasSize(SIZE);
        }
        whole.add(name);
      }
    }
    return whole;
  }

  private Process storing(long seed) throws Exception {
    Set<String> path = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(Storing.class, EvidenceFolder.class, Sm3.class, SM3Digest.class)) {
      path.add(
          Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(String.join(System.getProperty("path.separator"), path));
    command.addAll(List.of(Storing.class.getName(), root.resolve("evidence").toString()));
    command.add(Long.toString(seed));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void awaitAnother(Set<String> named) throws IOException {
    boolean shows = false;
    while (!shows) {
      try (Stream<Path> all = Files.walk(root.resolve("evidence"), 2)) {
        shows =
            all.map(path -> path.getFileName().toString())
                .anyMatch(name -> name.matches("[0-9a-f]{64}") && !named.contains(name));
      } catch (UncheckedIOException e) {
        // A file was renamed while the folder was being looked at.
      }
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
