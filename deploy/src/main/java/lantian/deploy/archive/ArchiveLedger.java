package lantian.deploy.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.Pinned;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.LogPosition;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import org.jspecify.annotations.Nullable;

/**
 * Archive files, held against their manifests and these against the tombstones (归档核验). Pins
 * nothing.
 *
 * @param folder folder of the archives, or of one
 * @param keys public keys that manifests may be signed with
 * @param tombstones those of the database
 */
public record ArchiveLedger(Path folder, RootKeys keys, Tombstones tombstones) implements Ledger {
  @Override
  public String name() {
    return "archive";
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {}

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    Map<String, Tombstone> left = new HashMap<>();
    tombstones.all().forEach(stone -> left.put(folderOf(stone), stone));
    try {
      boolean one = Files.exists(folder.resolve(ArchiveFolder.MANIFEST));
      for (ArchiveFolder archive : ArchiveFolder.all(folder)) {
        check(archive, left.remove(archive.name()), inspection);
      }
      if (!one) {
        left.forEach((name, stone) ->
            inspection.wrong(
                Flaw.of(
                    name(), name, Flaw.Kind.MISSING, "tombstone " + stone.month() + " names it")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String folderOf(Tombstone stone) {
    return ArchiveFolder.of(Path.of(""), stone.month()).name();
  }

  private void check(ArchiveFolder archive, @Nullable Tombstone stone, Inspection inspection)
      throws IOException {
    ArchiveManifest manifest;
    try {
      manifest = archive.manifest();
    } catch (IOException | RuntimeException e) {
      String no = "there is no manifest that can be read";
      inspection.wrong(archive.flaw(ArchiveFolder.MANIFEST, Flaw.Kind.CHANGED, no));
      return;
    }
    if (stone != null
        && (!stone.manifest().equals(manifest.digest())
            || !stone.spans().equals(manifest.spans()))) {
      String other = "is not the one that tombstone " + stone.month() + " names";
      inspection.wrong(archive.flaw(ArchiveFolder.MANIFEST, Flaw.Kind.CHANGED, other));
    } else if (manifest.key().isEmpty() || !keys.knows(manifest.key())) {
      inspection.note(
          "archive: the manifest of "
              + manifest.month()
              + (manifest.key().isEmpty()
                  ? " is not signed"
                  : " is signed with key " + manifest.key() + ", whose public key is not at hand"));
    } else if (!manifest.isSignedBy(keys)) {
      String forged = "the signature does not hold";
      inspection.wrong(archive.flaw(ArchiveFolder.MANIFEST, Flaw.Kind.CHANGED, forged));
    }
    try {
      archive.check(manifest, new Counting(inspection)).forEach(inspection::wrong);
    } catch (IllegalArgumentException e) {
      inspection.wrong(
          archive.flaw(ArchiveFolder.MANIFEST, Flaw.Kind.CHANGED, String.valueOf(e.getMessage())));
    }
  }

  private record Counting(Inspection inspection) implements ArchiveFolder.Taker {
    @Override
    public void take(LogPosition lane, byte[] document) {
      inspection.looked("archive", 1);
    }
  }
}
