package lantian.desk.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lantian.proto.Sm3;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Checks the chains of the trail (审计链校验): every change, removal, insertion or swap of a record is
 * found and located.
 *
 * <p>Not found: records taken off the end of a chain since the last one was opened, and whoever
 * rewrites a whole chain from the altered record on together with all chains after it. Both need
 * heads that are pinned outside the database.
 */
public final class AuditChain {
  private static final int MOST_BREAKS = 100;

  private final List<AuditReport.Break> breaks = new ArrayList<>();
  private final MongoCollection<Document> records;
  private final Watcher watcher;
  private @Nullable AuditRecord before;
  private long count;
  private int chains;

  /** Is shown every record that can be read, in order. */
  interface Watcher {
    void saw(AuditRecord record);
  }

  private AuditChain(MongoCollection<Document> records, Watcher watcher) {
    this.records = records;
    this.watcher = watcher;
  }

  /** Reads the whole trail once, in order. */
  public static AuditReport verify(MongoDatabase database) {
    return verify(database, record -> {});
  }

  static AuditReport verify(MongoDatabase database, Watcher watcher) {
    AuditChain chain =
        new AuditChain(AuditTrail.durable(database).withTimeout(60, TimeUnit.SECONDS), watcher);
    chain
        .records
        .find()
        .sort(Sorts.ascending("_id"))
        .batchSize(1000)
        .timeoutMode(TimeoutMode.ITERATION) // a long trail takes longer than one answer may
        .forEach(chain::next);
    return new AuditReport(chain.chains, chain.count, List.copyOf(chain.breaks));
  }

  private void next(Document stored) {
    count++;
    AuditRecord record;
    try {
      record = AuditRecord.of(stored);
    } catch (RuntimeException e) {
      // Fields of another type or a word that is no act: somebody wrote here by hand.
      wrong(String.valueOf(stored.get("_id")), "UNREADABLE");
      return;
    }
    if (!record.id().equals(stored.getString("_id")) || !record.intact()) {
      wrong(String.valueOf(stored.get("_id")), "CHANGED");
    }
    AuditRecord last = before;
    if (last == null || last.writer() != record.writer()) {
      begins(record, last == null ? 0 : last.writer() + 1);
    } else {
      follows(last, record);
    }
    before = record;
    watcher.saw(record);
  }

  private void begins(AuditRecord record, int expectedWriter) {
    chains++;
    for (int missing = expectedWriter; missing < record.writer(); missing++) {
      wrong(AuditRecord.id(missing, 0), "MISSING");
    }
    if (record.sequence() != 0 || !Arrays.equals(record.previous(), new byte[Sm3.LENGTH])) {
      wrong(AuditRecord.id(record.writer(), 0), "FIRST_MISSING");
    }
    if (record.entry().act() == Act.CHAIN_OPENED) {
      for (String pin : Pins.of(record.entry().object())) {
        if (!holds(pin)) {
          wrong(pin.substring(0, pin.indexOf(':')), "PIN");
        }
      }
    }
  }

  private void follows(AuditRecord last, AuditRecord record) {
    if (record.sequence() != last.sequence() + 1) {
      wrong(AuditRecord.id(record.writer(), last.sequence() + 1), "MISSING");
    } else if (!Arrays.equals(record.previous(), last.hash())) {
      wrong(record.id(), "CHANGED");
    }
  }

  private boolean holds(String pin) {
    int colon = pin.indexOf(':');
    if (colon < 0) {
      return true; // The record itself was already reported as changed.
    }
    Document pinned = records.find(Filters.eq("_id", pin.substring(0, colon))).first();
    if (pinned == null) {
      return false;
    }
    try {
      return Pins.pin(AuditRecord.of(pinned)).equals(pin);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void wrong(String at, String what) {
    if (breaks.size() < MOST_BREAKS) {
      breaks.add(new AuditReport.Break(at, what));
    }
  }
}
