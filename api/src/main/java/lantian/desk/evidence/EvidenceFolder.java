package lantian.desk.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Evidence in a folder of this machine (本地证据库).
 *
 * <p>{@code ab/abcd…} holds the bytes and {@code ab/abcd….note} says what they are. The note is
 * made durable first and the bytes are renamed into place last, so a file that shows has both.
 */
public final class EvidenceFolder implements EvidenceStore {
  private final Path root;
  private final Spool spool;

  /**
   * Opens the folder, or makes it.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public EvidenceFolder(Path root, EvidenceLimits limits, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.root);
      this.spool = new Spool(this.root.resolve("incoming"), limits, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("the evidence folder can't be used", e);
    }
  }

  @Override
  public Deposit put(InputStream content, FileType declared) throws IOException {
    return spool.take(content, declared, this::keep);
  }

  private void keep(Spool.Gathered gathered) throws IOException {
    EvidenceFile file = gathered.file();
    Path place = place(file.id());
    Path shelf = root.resolve(file.id().text().substring(0, 2));
    if (!Files.isDirectory(shelf)) {
      Files.createDirectories(shelf);
      force(root);
    }
    Path note = gathered.path().resolveSibling(gathered.path().getFileName() + ".note");
    try (FileChannel out =
        FileChannel.open(note, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(StandardCharsets.US_ASCII.encode(Note.of(file).text()));
      out.force(true);
      Files.move(note, beside(place), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(note);
    }
    force(shelf);
    Files.move(gathered.path(), place, StandardCopyOption.ATOMIC_MOVE);
    force(shelf);
  }

  @Override
  public Optional<EvidenceFile> find(EvidenceId id) throws IOException {
    Path place = place(id);
    long size;
    try {
      size = Files.size(place);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    EvidenceFile file = note(id);
    if (file.size() != size) {
      throw new DamagedEvidenceException(id, "has " + size + " of " + file.size() + " bytes");
    }
    return Optional.of(file);
  }

  private EvidenceFile note(EvidenceId id) throws IOException {
    try {
      return Note.read(id, Files.readString(beside(place(id)), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new DamagedEvidenceException(id, "has lost the note of what it is");
    }
  }

  @Override
  public InputStream open(EvidenceId id) throws IOException {
    EvidenceFile file = find(id).orElseThrow(() -> new NoSuchFileException(id.text()));
    return new VerifiedStream(Files.newInputStream(place(id)), file);
  }

  private Path place(EvidenceId id) {
    return root.resolve(id.text().substring(0, 2)).resolve(id.text());
  }

  private static Path beside(Path place) {
    return place.resolveSibling(place.getFileName() + ".note");
  }

  /** Makes the names in a folder durable. */
  private static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
