package lantian.deploy.doctor;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Looks at the database: reachable, a replica set, durable writes, version, clock. */
public final class DatabaseChecks {
  private static final int[] RECOMMENDED = {8, 0, 21};
  private static final Duration DRIFT_ADVICE = Duration.ofSeconds(1);
  private static final Duration DRIFT_WRONG = Duration.ofSeconds(30);

  private final MongoClient client;
  private final String database;
  private final InstantSource clock;

  /** Checks of one database. */
  public DatabaseChecks(MongoClient client, String database, InstantSource clock) {
    this.client = client;
    this.database = database;
    this.clock = clock;
  }

  /** All of them; the later ones only if the database answers. */
  public List<Verdict> run() {
    List<Verdict> out = new ArrayList<>();
    MongoDatabase admin = client.getDatabase("admin");
    try {
      Instant before = clock.instant();
      Document hello = admin.runCommand(new Document("hello", 1));
      Instant after = clock.instant();
      out.add(Verdict.ok("mongod", "answers"));
      out.add(replicaSet(hello.getString("setName"), hello.getBoolean("isWritablePrimary", false)));
      out.add(version(admin.runCommand(new Document("buildInfo", 1)).getString("version")));
      Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
      out.add(drift(Duration.between(middle, hello.getDate("localTime").toInstant())));
      out.add(durableWrite());
    } catch (MongoException e) {
      out.add(
          Verdict.wrong(
              "mongod",
              e instanceof MongoTimeoutException
                  ? "does not answer"
                  : "refuses us: " + e.getClass().getSimpleName()));
    }
    return out;
  }

  static Verdict replicaSet(@Nullable String name, boolean primary) {
    if (name == null) {
      return Verdict.wrong("replica set", "a single mongod; start it with --replSet");
    }
    return primary
        ? Verdict.ok("replica set", name + " has a primary that takes writes")
        : Verdict.wrong("replica set", name + " has no primary now");
  }

  static Verdict version(String version) {
    int[] parts =
        Arrays.stream(version.split("[^0-9]+", -1))
            .filter(part -> !part.isEmpty())
            .limit(3)
            .mapToInt(Integer::parseInt)
            .toArray();
    return Arrays.compare(parts, RECOMMENDED) >= 0
        ? Verdict.ok("version", "MongoDB " + version)
        : Verdict.advice(
            "version",
            "MongoDB " + version + " is for trying on this machine only; run 8.0.21 or later");
  }

  static Verdict drift(Duration drift) {
    Duration size = drift.abs();
    String says = "the database's clock is " + drift.toMillis() + " ms from ours";
    if (size.compareTo(DRIFT_WRONG) >= 0) {
      return Verdict.wrong("clock", says + "; set up NTP");
    }
    return size.compareTo(DRIFT_ADVICE) >= 0
        ? Verdict.advice("clock", says + "; set up NTP")
        : Verdict.ok("clock", says);
  }

  /** Writes, reads back with majority and removes one small document. */
  private Verdict durableWrite() {
    MongoCollection<Document> probe =
        client
            .getDatabase(database)
            .getCollection("deploy_probes")
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .withReadConcern(ReadConcern.MAJORITY);
    long begun = System.nanoTime();
    Document document = new Document("at", Date.from(clock.instant()));
    probe.insertOne(document);
    long micros = (System.nanoTime() - begun) / 1_000;
    boolean there = probe.find(new Document("_id", document.get("_id"))).first() != null;
    probe.deleteOne(new Document("_id", document.get("_id")));
    String says = "w:majority, j:true in %.1f ms".formatted(micros / 1e3);
    return there
        ? Verdict.ok("write", says)
        : Verdict.wrong("write", says + ", and not there when read with majority");
  }
}
