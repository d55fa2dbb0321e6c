package lantian.desk.job;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Files of jobs in pieces (任务文件), {@code desk_job_pieces}: where any process can read what another
 * has made, and only as much as is allowed. Calls block.
 */
public final class JobFiles {
  static final String COLLECTION = "desk_job_pieces";
  private static final int PIECE = 1 << 20;

  private final MongoCollection<Document> pieces;
  private final JobSettings settings;

  /** There is no more room. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    private final Job.Fault fault;

    Full(Job.Fault fault) {
      super(fault.en());
      this.fault = fault;
    }

    Job.Fault fault() {
      return fault;
    }
  }

  /** Opens the store and makes sure that its index is there. */
  public JobFiles(MongoDatabase durable, JobSettings settings) {
    this.pieces = durable.getCollection(COLLECTION);
    this.settings = settings;
    pieces.createIndex(Indexes.ascending("job", "number"));
  }

  /** A stream into the file of a job; what an earlier one has left is gone. */
  Writing begin(String job) {
    remove(job);
    return new Writing(job, settings.storeBytes() - used());
  }

  private long used() {
    Document sum =
        pieces
            .aggregate(List.of(Aggregates.group(null, Accumulators.sum("all", "$length"))))
            .first();
    return sum != null && sum.get("all") instanceof Number all ? all.longValue() : 0;
  }

  /** Writes a file to a stream. */
  public void read(String job, OutputStream to) throws IOException {
    for (Document piece : pieces.find(Filters.eq("job", job)).sort(Sorts.ascending("number"))) {
      to.write(piece.get("bytes", Binary.class).getData());
    }
  }

  void remove(String job) {
    pieces.deleteMany(Filters.eq("job", job));
  }

  /** A file on its way into the store. */
  final class Writing extends OutputStream {
    private final String job;
    private final long room;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private int number;
    private long length;

    private Writing(String job, long room) {
      this.job = job;
      this.room = room;
    }

    long length() {
      return length;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      length += count;
      if (length > settings.fileBytes()) {
        throw new Full(Job.Fault.TOO_LARGE);
      }
      if (length > room) {
        throw new Full(Job.Fault.STORE_FULL);
      }
      int at = offset;
      while (at < offset + count) {
        int some = Math.min(offset + count - at, PIECE - filled);
        System.arraycopy(bytes, at, piece, filled, some);
        at += some;
        filled += some;
        if (filled == PIECE) {
          store();
        }
      }
    }

    private void store() {
      pieces.insertOne(
          new Document("job", job)
              .append("number", number++)
              .append("length", filled)
              .append("bytes", new Binary(Arrays.copyOf(piece, filled))));
      filled = 0;
    }

    @Override
    public void close() {
      if (filled > 0) {
        store();
      }
    }
  }
}
