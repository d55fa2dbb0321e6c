package lantian.obd.log;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the documents of one lane, each until it is known to be durable.
 *
 * <p>A try whose outcome is not known is repeated with the same key. If the key turns out to be
 * taken, the document is read back with majority concern and its hash compared: what a majority
 * shows is as durable as what a majority acknowledged.
 */
final class BatchStore {
  private static final Logger LOG = LoggerFactory.getLogger(BatchStore.class);
  private static final int DUPLICATE_KEY = 11000;

  private final MongoDatabase database;
  private final LogSettings settings;
  private final WriterLease lease;
  private final LogMeters meters;
  private @Nullable YearMonth month;
  private long monthEnd;
  private @Nullable MongoCollection<RawBsonDocument> collection;

  /** Writes with the concern of {@code database}. */
  BatchStore(MongoDatabase database, LogSettings settings, WriterLease lease, LogMeters meters) {
    this.database = database;
    this.settings = settings;
    this.lease = lease;
    this.meters = meters;
  }

  /** Number of the writer. */
  int writer() {
    return lease.number();
  }

  /** Returns when the document is stored by a majority, journaled, and the lease holds. */
  void store(BatchDocument document) throws InterruptedException, LogEndedException {
    long pause = settings.retryMin().toMillis();
    long start = System.nanoTime();
    while (true) {
      lease.await();
      if (tried(document)) {
        lease.await();
        meters.stored(document, System.nanoTime() - start);
        return;
      }
      meters.retried();
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(pause * 2, settings.retryMax().toMillis());
    }
  }

  private boolean tried(BatchDocument document) throws LogEndedException {
    try {
      MongoCollection<RawBsonDocument> target = collection(document.at());
      try {
        target.insertOne(document.bson());
        return true;
      } catch (MongoWriteException e) {
        if (e.getCode() != DUPLICATE_KEY) {
          throw e;
        }
        return confirmed(target, document);
      }
    } catch (MongoException e) {
      // Messages of the driver hold the whole answer of the server: kind and code say enough.
      String kind = e.getClass().getSimpleName();
      LOG.warn("log batch {} not stored yet: {} {}", document.key().text(), kind, e.getCode());
      return false;
    }
  }

  private static boolean confirmed(MongoCollection<RawBsonDocument> target, BatchDocument document)
      throws LogEndedException {
    LogPosition key = document.key();
    Binary id = new Binary(BatchDocument.key(key.writer(), key.lane(), key.sequence()));
    BsonDocument stored =
        target.find(Filters.eq(id)).projection(Projections.include("hash")).first();
    if (stored == null) {
      return false; // The primary has it, a majority does not yet.
    }
    if (!Arrays.equals(stored.getBinary("hash").getData(), document.hash())) {
      throw new LogEndedException("another document stands at log batch " + key.text());
    }
    return true;
  }

  private MongoCollection<RawBsonDocument> collection(long at) {
    MongoCollection<RawBsonDocument> current = collection;
    if (current == null || month == null || at >= monthEnd) {
      month = LogMonths.of(at);
      monthEnd = LogMonths.end(month);
      String name = LogMonths.name(month);
      LogMonths.create(database.withTimeout(timeoutMillis(), TimeUnit.MILLISECONDS), name);
      current =
          database
              .getCollection(name, RawBsonDocument.class)
              .withReadConcern(ReadConcern.MAJORITY)
              .withReadPreference(ReadPreference.primary())
              .withTimeout(timeoutMillis(), TimeUnit.MILLISECONDS);
      collection = current;
    }
    return current;
  }

  private long timeoutMillis() {
    return settings.writeTimeout().toMillis();
  }
}
