package lantian.desk.audit;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;

/** Inserts audit records so that doing it twice is the same as doing it once. */
final class StoredBatch {
  private static final int DUPLICATE_KEY = 11000;

  private StoredBatch() {}

  /**
   * True when all are stored, whoever stored them first; false when another record holds one of the
   * keys. Errors that leave the fate unknown are thrown.
   */
  static boolean insert(MongoCollection<Document> records, List<AuditRecord> batch) {
    int next = 0;
    while (next < batch.size()) {
      List<AuditRecord> rest = batch.subList(next, batch.size());
      try {
        List<Document> documents = rest.stream().map(AuditRecord::document).toList();
        records.insertMany(documents, new InsertManyOptions().ordered(true));
        return true;
      } catch (MongoBulkWriteException e) {
        if (e.getWriteErrors().isEmpty() || e.getWriteConcernError() != null) {
          throw e;
        }
        var error = e.getWriteErrors().getFirst();
        if (error.getCode() != DUPLICATE_KEY) {
          throw e;
        }
        if (!same(records, rest.get(error.getIndex()))) {
          return false;
        }
        next += error.getIndex() + 1;
      }
    }
    // Everything was there already; a write that changes nothing makes sure that it is durable.
    AuditRecord last = batch.getLast();
    records.updateOne(
        Filters.eq("_id", last.id()), new Document("$set", new Document("writer", last.writer())));
    return true;
  }

  private static boolean same(MongoCollection<Document> records, AuditRecord record) {
    Document stored =
        records
            .withReadConcern(com.mongodb.ReadConcern.LOCAL)
            .find(Filters.eq("_id", record.id()))
            .first();
    return stored != null && Arrays.equals(AuditRecord.of(stored).hash(), record.hash());
  }
}
