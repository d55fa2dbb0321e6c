package lantian.deploy.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.InsertManyOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import lantian.deploy.console.Failure;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * The second limit (裸写入): the log and chunk documents of a run are inserted once more, under new
 * keys into collections of the same kind, with the same promise. What is faster than this is a
 * matter of mongod and of what we write, not of how we write it.
 */
final class RawInsert {
  private static final long MOST_BYTES = 48L << 20;
  private static final int CHUNK_BATCH = 200;

  /** Where the bytes of {@code _id} begin in a document whose first field it is. */
  private static final int ID_AT = 4 + 1 + "_id".length() + 1 + 4 + 1;

  private static final int LANE_AT = ID_AT + Integer.BYTES;
  private static final int SEQUENCE_AT = LANE_AT + 1;
  private static final int FRAGMENT_AT = ID_AT + 17 + Integer.BYTES;

  private final MongoDatabase target;
  private final List<byte[]> logs;
  private final List<byte[]> chunks;
  private final double framesPerLog;
  private final double chunksPerFrame;

  /**
   * Takes what lies in a database.
   *
   * @throws Failure if nothing lies there
   */
  RawInsert(MongoClient client, String database) {
    MongoDatabase source = client.getDatabase(database);
    String month =
        source.listCollectionNames().into(new ArrayList<>()).stream()
            .filter(name -> name.startsWith("obd_log_"))
            .max(String::compareTo)
            .orElseThrow(() -> Failure.failed("the database holds no log to insert again"));
    List<RawBsonDocument> logged = newest(source.getCollection(month, RawBsonDocument.class));
    List<RawBsonDocument> chunked =
        newest(source.getCollection("obd_chunks", RawBsonDocument.class));
    if (logged.isEmpty() || chunked.isEmpty()) {
      throw Failure.failed("the database holds no log or no chunks to insert again");
    }
    long frames = logged.stream().mapToLong(d -> d.getInt32("n").getValue()).sum();
    long items = chunked.stream().mapToLong(d -> d.getInt32("n").getValue()).sum();
    this.framesPerLog = (double) frames / logged.size();
    this.chunksPerFrame = (double) chunked.size() * Payload.SECONDS / items;
    this.logs = logged.stream().map(RawInsert::bytes).toList();
    this.chunks = chunked.stream().map(RawInsert::bytes).toList();
    this.target = client.getDatabase(database + "_limit");
  }

  /**
   * What was reached.
   *
   * @param framesPerSecond frames inside the inserted log documents
   * @param mongodMs CPU of mongod per 1,000 of them, in ms
   * @param framesPerLog frames in a log document, on average
   */
  record Figures(double framesPerSecond, double mongodMs, double framesPerLog) {}

  /** Inserts for so long over so many lanes, one write in flight each. */
  Figures run(int lanes, double seconds, Usage.Watched watched) throws InterruptedException {
    MongoCollection<RawBsonDocument> log = create("log");
    MongoCollection<RawBsonDocument> chunk = create("chunks");
    LongAdder documents = new LongAdder();
    AtomicBoolean end = new AtomicBoolean();
    Usage before = Usage.now(watched);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int lane = 0; lane < lanes; lane++) {
        int number = lane;
        running.add(threads.submit(() -> lane(log, number, documents, end)));
      }
      Callable<Boolean> keepingUp =
          () -> {
            chunks(chunk, documents, end);
            return true;
          };
      running.add(threads.submit(keepingUp));
      Thread.sleep((long) (seconds * 1_000));
      end.set(true);
    }
    Usage used = Usage.now(watched).since(before);
    for (Future<?> one : running) {
      if (one.state() == Future.State.FAILED) {
        throw Failure.failed("the raw insert failed: " + one.exceptionNow().getMessage());
      }
    }
    target.drop();
    double frames = documents.sum() * framesPerLog;
    return new Figures(
        frames / used.seconds(), used.mongod() * 1_000 / (frames / 1_000), framesPerLog);
  }

  private void lane(
      MongoCollection<RawBsonDocument> log, int lane, LongAdder documents, AtomicBoolean end) {
    for (long sequence = 0; !end.get(); sequence++) {
      byte[] document = logs.get((int) ((sequence + lane * 7L) % logs.size())).clone();
      ByteBuffer.wrap(document).put(LANE_AT, (byte) lane).putLong(SEQUENCE_AT, sequence);
      log.insertOne(new RawBsonDocument(document));
      documents.increment();
    }
  }

  /** Keeps as many chunks per frame as there were in the run. */
  private void chunks(
      MongoCollection<RawBsonDocument> chunk, LongAdder documents, AtomicBoolean end)
      throws InterruptedException {
    long number = 0;
    while (!end.get()) {
      double due = documents.sum() * framesPerLog * chunksPerFrame;
      if (due - number < CHUNK_BATCH) {
        Thread.sleep(2);
        continue;
      }
      List<RawBsonDocument> batch = new ArrayList<>(CHUNK_BATCH);
      for (int i = 0; i < CHUNK_BATCH; i++) {
        long next = number++;
        byte[] document = chunks.get((int) (next % chunks.size())).clone();
        ByteBuffer.wrap(document).putLong(FRAGMENT_AT, next);
        batch.add(new RawBsonDocument(document));
      }
      chunk.insertMany(batch, new InsertManyOptions().ordered(false));
    }
  }

  private MongoCollection<RawBsonDocument> create(String name) {
    target.getCollection(name).drop();
    target.createCollection(
        name,
        new CreateCollectionOptions()
            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true))
            .storageEngineOptions(
                new Document("wiredTiger", new Document("configString", "block_compressor=zstd"))));
    return target
        .getCollection(name, RawBsonDocument.class)
        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  private static List<RawBsonDocument> newest(MongoCollection<RawBsonDocument> from) {
    List<RawBsonDocument> taken = new ArrayList<>();
    long bytes = 0;
    try (var cursor = from.find().sort(new Document("_id", -1)).iterator()) {
      while (cursor.hasNext() && bytes < MOST_BYTES) {
        RawBsonDocument document = cursor.next();
        bytes += document.getByteBuffer().remaining();
        taken.add(document);
      }
    }
    return taken;
  }

  private static byte[] bytes(RawBsonDocument document) {
    byte[] bytes = new byte[document.getByteBuffer().remaining()];
    document.getByteBuffer().get(bytes);
    return bytes;
  }
}
