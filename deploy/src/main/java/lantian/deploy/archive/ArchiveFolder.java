package lantian.deploy.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.desk.canonical.CanonicalJson;
import lantian.desk.pinning.Flaw;
import lantian.obd.log.DamagedLogException;
import lantian.obd.log.LogPosition;
import lantian.obd.log.SpanCheck;
import org.bson.RawBsonDocument;

/**
 * The files of one archived month (归档文件夹): a file for each lane, and {@code manifest.json}.
 *
 * @param path the folder, named like the collection
 */
record ArchiveFolder(Path path) {
  static final String MANIFEST = "manifest.json";
  private static final String LEDGER = "archive";
  private static final String PART = ".part";
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

  /** That of a month in the folder of all archives. */
  static ArchiveFolder of(Path archives, YearMonth month) {
    return new ArchiveFolder(archives.resolve("obd_log_" + MONTH.format(month)));
  }

  /** Folders of archived months in a folder, by month; or the folder itself if it is one. */
  static List<ArchiveFolder> all(Path archives) throws IOException {
    if (Files.exists(archives.resolve(MANIFEST))) {
      return List.of(new ArchiveFolder(archives));
    }
    try (Stream<Path> paths = Files.list(archives)) {
      return paths
          .filter(path -> path.getFileName().toString().matches("obd_log_\\d{6}"))
          .sorted()
          .map(ArchiveFolder::new)
          .toList();
    }
  }

  /** Takes what it is told of each document that was read back. */
  interface Taker {
    void take(LogPosition lane, byte[] document);

    /** A file was read to its end. */
    default void end(LogPosition lane) {}
  }

  String name() {
    return path.getFileName().toString();
  }

  boolean isThere() {
    return Files.exists(path);
  }

  String file(LogPosition lane) {
    return name() + "-" + Integer.toUnsignedString(lane.writer()) + "-" + lane.lane() + ".bson.gz";
  }

  /** An empty folder beside it to write into; what a killed run left there is thrown away. */
  Path aside() throws IOException {
    Path part = path.resolveSibling(name() + PART);
    if (Files.exists(part)) {
      try (Stream<Path> left = Files.list(part)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(part);
    }
    return Files.createDirectories(part);
  }

  /** Makes what was written aside the archive, durably. */
  void settle(Path part, ArchiveManifest manifest) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            part.resolve(MANIFEST), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(manifest.bytes());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    force(part);
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    force(Objects.requireNonNull(path.toAbsolutePath().getParent()));
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /**
   * Its manifest.
   *
   * @throws IOException if there is none that can be read
   */
  ArchiveManifest manifest() throws IOException {
    ArchiveManifest manifest =
        CanonicalJson.read(Files.readAllBytes(path.resolve(MANIFEST)), ArchiveManifest.class);
    try {
      if (manifest.isConsistent()) {
        return manifest;
      }
    } catch (RuntimeException e) {
      throw new IOException("the manifest names what can't be", e);
    }
    throw new IOException("the manifest does not add up");
  }

  /** Reads every file back and holds it against the manifest. */
  List<Flaw> check(ArchiveManifest manifest, Taker taker) throws IOException {
    List<Flaw> flaws = new ArrayList<>();
    if (!manifest.format().equals(ArchiveManifest.FORMAT)
        || !manifest.collection().equals(name())) {
      flaws.add(flaw(MANIFEST, Flaw.Kind.CHANGED, "is not that of this folder"));
    }
    for (LaneFile lane : manifest.lanes()) {
      LogPosition key = new LogPosition((int) lane.writer(), lane.lane(), 0, 0);
      Path file = path.resolve(file(key));
      if (!lane.file().equals(file(key))) {
        flaws.add(flaw(MANIFEST, Flaw.Kind.CHANGED, "names a file of another form"));
      } else if (!Files.exists(file)) {
        flaws.add(flaw(lane.file(), Flaw.Kind.MISSING, "the manifest names it"));
      } else {
        check(lane, key, file, taker, flaws);
      }
    }
    Set<String> named =
        manifest.lanes().stream()
            .map(LaneFile::file)
            .collect(Collectors.toCollection(TreeSet::new));
    named.add(MANIFEST);
    try (Stream<Path> files = Files.list(path)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> !named.contains(file))
          .sorted()
          .forEach(file -> flaws.add(flaw(file, Flaw.Kind.ADDED, "the manifest does not name it")));
    }
    return flaws;
  }

  private void check(LaneFile lane, LogPosition key, Path file, Taker taker, List<Flaw> flaws)
      throws IOException {
    FileDigest digest = FileDigest.of(file);
    if (!digest.equals(new FileDigest(lane.size(), lane.sha256(), lane.sm3()))) {
      flaws.add(flaw(lane.file(), Flaw.Kind.CHANGED, "its size or digest is another"));
      return; // What stands in it is not what was archived.
    }
    SpanCheck span = new SpanCheck(key.writer(), key.lane());
    try (LaneDocuments.Reader in = new LaneDocuments.Reader(file)) {
      for (byte[] document = in.next(); document.length > 0; document = in.next()) {
        span.take(new RawBsonDocument(document));
        taker.take(key, document);
      }
      taker.end(key);
      if (!span.span().equals(lane.span())) {
        flaws.add(flaw(lane.file(), Flaw.Kind.CHANGED, "holds another stretch than is named"));
      }
    } catch (IOException | DamagedLogException | IllegalStateException e) {
      flaws.add(flaw(lane.file(), Flaw.Kind.CHANGED, String.valueOf(e.getMessage())));
    }
  }

  Flaw flaw(String file, Flaw.Kind kind, String detail) {
    return Flaw.of(LEDGER, name() + "/" + file, kind, detail);
  }
}
