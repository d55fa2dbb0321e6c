package lantian.deploy.archive;

import com.mongodb.client.MongoCursor;
import java.util.Arrays;
import lantian.obd.log.DamagedLogException;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Holds documents that are read back against those in the database, one by one. */
final class BatchComparison implements ArchiveFolder.Taker, AutoCloseable {
  private final @Nullable LogMonth month;
  private final BatchCounter counter;
  private @Nullable MongoCursor<RawBsonDocument> stored;

  /** Against a month as it is stored; null only reads them all. */
  BatchComparison(@Nullable LogMonth month, BatchCounter counter) {
    this.month = month;
    this.counter = counter;
  }

  @Override
  public void take(LogPosition lane, byte[] document) {
    counter.add();
    if (month == null) {
      return;
    }
    if (stored == null) {
      stored = month.documents(lane).iterator();
    }
    if (!stored.hasNext() || !Arrays.equals(LaneDocuments.bytes(stored.next()), document)) {
      throw new DamagedLogException("holds a batch that the database has otherwise");
    }
  }

  @Override
  public void end(LogPosition lane) {
    if (stored != null && stored.hasNext()) {
      throw new DamagedLogException("lacks batches that the database has");
    }
    close();
  }

  @Override
  public void close() {
    if (stored != null) {
      stored.close();
      stored = null;
    }
  }
}
