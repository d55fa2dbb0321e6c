package lantian.desk.evidence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.MarkCheck;
import lantian.desk.pinning.Pinned;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** The manifests of all cases and the files they name, as a ledger (证据清单账册). */
public final class ManifestLedger implements Ledger {
  private static final String NAME = "manifests";
  private static final String FILES = "evidence";

  private final MongoCollection<Document> manifests;
  private final @Nullable EvidenceStore store;

  /**
   * The manifests in a database.
   *
   * @param store where the files are; null if this process can't reach it
   */
  public ManifestLedger(MongoDatabase database, @Nullable EvidenceStore store) {
    this.manifests = database.getCollection(ManifestBook.COLLECTION);
    this.store = store;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    manifests.createIndex(Indexes.ascending("at"));
    for (Document stored :
        manifests
            .find(Filters.gte("at", Date.from(since)))
            .projection(Projections.include("at", "hash"))) {
      if (stored.get("hash") instanceof Binary hash) {
        observer.mark(
            String.valueOf(stored.get("_id")),
            0,
            HexFormat.of().formatHex(hash.getData()),
            stored.getDate("at").toInstant());
      }
    }
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    Walk walk = new Walk(pinned, inspection);
    manifests.find().sort(Sorts.ascending("_id")).batchSize(100).forEach(walk::take);
    walk.marks.done();
  }

  /** One way through all manifests in the order of their keys: case by case. */
  private final class Walk {
    private final Inspection inspection;
    private final MarkCheck marks;
    private final Set<String> files = new HashSet<>();
    private String caseId = "";
    private long next;
    private String head = Manifest.NONE;

    Walk(Pinned pinned, Inspection inspection) {
      this.inspection = inspection;
      this.marks = new MarkCheck(NAME, pinned, inspection);
    }

    void take(Document stored) {
      inspection.looked(NAME, 1);
      String key = String.valueOf(stored.get("_id"));
      byte[] body;
      Instant at;
      Manifest manifest;
      try {
        body = stored.get("body", Binary.class).getData();
        at = stored.getDate("at").toInstant();
        manifest = Manifest.read(body);
      } catch (IOException | RuntimeException e) {
        // Its hash can't be that of the pin either, which tells an added one from a changed one.
        marks.saw(key, 0, "", Instant.EPOCH);
        inspection.wrong(Flaw.of(NAME, key, Flaw.Kind.CHANGED, "can't be read"));
        return;
      }
      String hash = Manifest.hash(body);
      if (marks.saw(key, 0, hash, at)) {
        itself(key, stored, manifest, at, hash);
      }
      manifest.content().files().forEach(line -> file(key, line));
    }

    /** What a manifest says of itself and of the one before it. */
    private void itself(String key, Document stored, Manifest manifest, Instant at, String hash) {
      if (!manifest.caseId().equals(caseId)) {
        caseId = manifest.caseId();
        next = 0;
        head = Manifest.NONE;
      }
      if (!key.equals(ManifestBook.key(manifest.caseId(), manifest.sequence()))) {
        wrong(key, "stands under another key than its own");
      } else if (manifest.sequence() != next) {
        inspection.wrong(
            Flaw.of(NAME, ManifestBook.key(caseId, next), Flaw.Kind.MISSING, "before " + key));
      } else if (!manifest.previous().equals(head)) {
        wrong(key, "does not follow the one before");
      } else if (!(stored.get("hash") instanceof Binary stated)
          || !HexFormat.of().formatHex(stated.getData()).equals(hash)) {
        wrong(key, "has another hash than its own");
      } else if (!OffsetDateTime.parse(manifest.at()).toInstant().equals(at)) {
        wrong(key, "has another time than its own");
      }
      manifest.content().findings().stream()
          .flatMap(finding -> finding.packets().stream())
          .filter(packet -> !packet.holds())
          .forEach(packet -> wrong(key, "packet " + packet.position() + " is not its digest"));
      next = manifest.sequence() + 1;
      head = hash;
    }

    private void wrong(String key, String detail) {
      inspection.wrong(Flaw.of(NAME, key, Flaw.Kind.CHANGED, detail));
    }

    private void file(String key, ManifestContent.FileLine line) {
      if (store == null || !files.add(line.sha256())) {
        return;
      }
      inspection.looked(FILES, 1);
      try {
        EvidenceId id = new EvidenceId(line.sha256());
        Optional<EvidenceFile> file = store.find(id);
        if (file.isEmpty()) {
          inspection.wrong(Flaw.of(FILES, line.sha256(), Flaw.Kind.MISSING, key + " names it"));
        } else if (!line.names(file.get())) {
          inspection.wrong(
              Flaw.of(FILES, line.sha256(), Flaw.Kind.CHANGED, "is not what " + key + " says"));
        } else {
          readThrough(id);
        }
      } catch (DamagedEvidenceException | IllegalArgumentException e) {
        inspection.wrong(
            Flaw.of(FILES, line.sha256(), Flaw.Kind.CHANGED, String.valueOf(e.getMessage())));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // Not reached is not damaged.
      }
    }

    private void readThrough(EvidenceId id) throws IOException {
      if (store != null) {
        try (InputStream in = store.open(id)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }
}
