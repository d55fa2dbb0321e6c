package lantian.desk.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.Pinned;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The audit trail as a ledger (审计账册): one chain for each process start. */
public final class AuditLedger implements Ledger {
  private static final String NAME = "audit";
  private static final String KEY = "[0-9a-f]{8}-[0-9a-f]{12}";

  private final MongoDatabase database;
  private final MongoCollection<Document> records;

  /** The trail in this database. */
  public AuditLedger(MongoDatabase database) {
    this.database = database;
    this.records = AuditTrail.durable(database);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    AuditRecord newest = last(Filters.lt("_id", "g"));
    for (int writer = 0; newest != null && writer <= newest.writer(); writer++) {
      String chain = chain(writer);
      AuditRecord head = settled.test(chain) ? null : last(range(writer));
      if (head != null) {
        // A record may have gone in behind the closing one while the process ended.
        boolean closed = head.entry().act() == Act.CHAIN_CLOSED && head.at().isBefore(since);
        String hash = HexFormat.of().formatHex(head.hash());
        observer.head(chain, head.sequence() + 1, hash, closed);
      }
    }
  }

  private static Bson range(int writer) {
    return Filters.and(
        Filters.gte("_id", AuditRecord.id(writer, 0)),
        Filters.lt("_id", AuditRecord.id(writer + 1, 0)));
  }

  private @Nullable AuditRecord last(Bson filter) {
    for (Document stored : records.find(filter).sort(Sorts.descending("_id")).batchSize(8)) {
      try {
        AuditRecord record = AuditRecord.of(stored);
        if (record.id().equals(stored.get("_id"))) {
          return record;
        }
      } catch (RuntimeException e) {
        // Written here by hand; the check tells it.
      }
    }
    return null;
  }

  private static String chain(int writer) {
    return String.format(Locale.ROOT, "%08x", writer);
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    Map<String, Long> ends = new TreeMap<>();
    AuditReport report =
        AuditChain.verify(
            database,
            record -> {
              inspection.looked(NAME, 1);
              String chain = chain(record.writer());
              ends.merge(chain, record.sequence() + 1, Math::max);
              againstPin(pinned.chains().get(chain), record, inspection);
            });
    for (AuditReport.Break wrong : report.breaks()) {
      inspection.wrong(flaw(wrong));
    }
    pinned.chains().forEach((chain, pin) -> missing(chain, pin, ends, inspection));
  }

  private static void againstPin(
      Pinned.@Nullable Chain pin, AuditRecord record, Inspection inspection) {
    if (pin == null || record.sequence() >= pin.count()) {
      if (pin != null && pin.closed()) {
        inspection.wrong(
            Flaw.of(NAME, record.id(), Flaw.Kind.ADDED, "its chain was closed before"));
      } else {
        inspection.unpinned(NAME, 1);
      }
      return;
    }
    String hash = pin.hashes().get(record.sequence() + 1);
    if (hash != null && !hash.equals(HexFormat.of().formatHex(record.hash()))) {
      inspection.wrong(
          Flaw.of(
              NAME,
              record.id(),
              Flaw.Kind.CHANGED,
              "it, or one since the pin before, is not what was pinned"));
    }
  }

  private static void missing(
      String chain, Pinned.Chain pin, Map<String, Long> ends, Inspection inspection) {
    long end = ends.getOrDefault(chain, 0L);
    if (end < pin.count()) {
      String id = AuditRecord.id(Integer.parseUnsignedInt(chain, 16), end);
      inspection.wrong(
          Flaw.of(NAME, id, Flaw.Kind.MISSING, "the chain was pinned up to " + pin.count()));
    }
  }

  private Flaw flaw(AuditReport.Break wrong) {
    String at = wrong.at();
    if (!at.matches(KEY)) {
      return Flaw.of(NAME, at, Flaw.Kind.ADDED, "has no key of the trail");
    }
    Document stored = records.find(Filters.eq("_id", at)).first();
    if (stored == null) {
      return Flaw.of(NAME, at, Flaw.Kind.MISSING, "");
    }
    try {
      AuditRecord record = AuditRecord.of(stored);
      if (!record.id().equals(at) && record.intact()) {
        Document own = records.find(Filters.eq("_id", record.id())).first();
        if (own != null && Arrays.equals(AuditRecord.of(own).hash(), record.hash())) {
          return Flaw.of(NAME, at, Flaw.Kind.ADDED, "is a copy of " + record.id());
        }
        return new Flaw(NAME, record.id(), Flaw.Kind.MOVED, at, "stands elsewhere");
      }
    } catch (RuntimeException e) {
      return Flaw.of(NAME, at, Flaw.Kind.CHANGED, "can't be read");
    }
    return Flaw.of(NAME, at, Flaw.Kind.CHANGED, wrong.what());
  }
}
