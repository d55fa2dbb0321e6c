package lantian.deploy.demo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lantian.deploy.console.Failure;
import lantian.deploy.mongo.DataFolder;
import org.bson.Document;

/**
 * Where a demo may begin afresh (演示数据的标记). Every start throws away what lies there, so what lies
 * there must bear a demo's mark: a file in the data folder, and in a database that was named a
 * document.
 */
public final class DemoGround {
  private static final String FILE = "demo";
  private static final String LOCK = "lock";
  private static final String COLLECTION = "deploy_demo";

  /** A writer that was killed counts as running until its lease is over. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private DemoGround() {}

  /** Refuses a folder in which something lies that is no demo's. */
  public static void check(Path folder) {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(FILE))) {
      return;
    }
    if (DataFolder.inUse(folder)) {
      DataFolder.claim(folder).close(); // Says who has it.
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.anyMatch(path -> !path.getFileName().toString().equals(LOCK))) {
        throw Failure.usage(
            "the folder "
                + folder
                + " holds data that bears no demo's mark, and a demo begins by removing what is"
                + " there; name another with --data, or if an earlier demo made it remove it with:"
                + " rm -r "
                + folder);
      }
    } catch (IOException e) {
      throw Failure.usage("the folder " + folder + " can't be read: " + e.getMessage());
    }
  }

  /** Marks a folder that was checked and claimed. */
  public static void mark(Path folder) {
    try {
      Files.writeString(
          folder.resolve(FILE), "lantian demo removes what is in this folder when it starts\n");
    } catch (IOException e) {
      throw Failure.usage("the folder " + folder + " can't be written: " + e.getMessage());
    }
  }

  /**
   * Removes what an earlier demo kept outside the database, in a folder that bears the mark: its
   * pins would find everything missing that is thrown away now.
   */
  public static void forget(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw Failure.usage("the folder " + folder + " can't be emptied: " + e.getMessage());
    }
  }

  /**
   * Empties a database; the city's past always ends now, so an earlier run's data of the same
   * trucks and hours would only contradict it.
   *
   * @param shared true if somebody else may be using it: then it must bear the mark, and no server
   *     may be writing to it
   */
  public static void clear(MongoDatabase database, boolean shared) throws InterruptedException {
    MongoCollection<Document> mark = database.getCollection(COLLECTION);
    if (shared && database.listCollectionNames().first() != null) {
      if (mark.find().first() == null) {
        throw Failure.usage(
            "the database "
                + database.getName()
                + " holds data that is no demo's, and a demo begins by removing what is there");
      }
      awaitNobody(database);
    }
    database.drop();
    mark.insertOne(new Document("_id", "this database is emptied by lantian demo"));
  }

  private static void awaitNobody(MongoDatabase database) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (written(database)) {
      if (System.nanoTime() > end) {
        throw Failure.failed(
            "another demo runs on the database " + database.getName() + "; stop that one first");
      }
      Thread.sleep(Duration.ofMillis(500));
    }
  }

  /** True if a log writer's lease runs, by the database's clock. */
  private static boolean written(MongoDatabase database) {
    Document running =
        new Document("closed", null)
            .append("$expr", new Document("$gt", List.of("$lease", "$$NOW")));
    return database.getCollection("obd_writers").find(running).first() != null;
  }
}
