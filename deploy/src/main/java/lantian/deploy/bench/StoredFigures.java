package lantian.deploy.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lantian.obd.read.ObdRead;
import lantian.obd.read.Telemetry;
import org.bson.Document;

/** What lies in the database after a load: its size, a chart of it, and inserting it again. */
final class StoredFigures {
  private static final List<String> FIELDS =
      List.of("speedKmh", "engineRpm", "scrUpNoxPpm", "scrDownNoxPpm", "scrInC");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int STEP = 60;
  private static final int LANES = 2;

  private final Site site;
  private final Report report;

  StoredFigures(Site site, Report report) {
    this.site = site;
    this.report = report;
  }

  /** Bytes per sample on disk, after a checkpoint; what sealing adds is measured with others. */
  void sizes(List<Sender> others) {
    checkpoint(site.client());
    MongoDatabase stored = site.stored();
    double log = 0;
    for (String name : stored.listCollectionNames().into(new ArrayList<>())) {
      log += name.startsWith("obd_log_") ? bytes(stored, name) : 0;
    }
    double samples = samples();
    double chunks = bytes(stored, "obd_chunks") / samples;
    report.heading("Stored");
    report.fact(
        "%,.0f samples stored, mongod cache %d MB", samples, site.settings().cacheMegabytes());
    report.fact(
        "on disk, unsigned and unencrypted: chunks %.1f, log %.1f bytes a sample",
        chunks, log / samples);
    SealedSizes.Figures sealed =
        new SealedSizes(site.client(), site.settings().database() + "_sealed", others).measure();
    report.fact(
        "the same packets as log bodies of a scratch collection: plain %.1f, signed %.1f,"
            + " encrypted %.1f bytes a sample; chunks keep 8 bytes of a packet's signature",
        sealed.plain(), sealed.signed(), sealed.encrypted());
    report.atMost("bytes a sample in chunks", 16, chunks, "%.1f");
    report.atMost("bytes a sample in the log", 30, log / samples, "%.1f");
  }

  /** Time of a chart over a day of these vehicles: first reading, and at once again. */
  void chart(List<Sender> senders, long first) {
    ObdRead read = site.read();
    Instant from = Instant.ofEpochSecond(first);
    // The first one compiles the code and belongs to nobody.
    read.telemetry(senders.getFirst().vin(), from, from.plus(DAY), FIELDS, STEP);
    double[] cold = new double[senders.size() - 1];
    double[] warm = new double[cold.length];
    long items = 0;
    for (int i = 0; i < cold.length; i++) {
      Sender sender = senders.get(i + 1);
      long begun = System.nanoTime();
      Telemetry chart = read.telemetry(sender.vin(), from, from.plus(DAY), FIELDS, STEP);
      cold[i] = (System.nanoTime() - begun) / 1e6;
      begun = System.nanoTime();
      read.telemetry(sender.vin(), from, from.plus(DAY), FIELDS, STEP);
      warm[i] = (System.nanoTime() - begun) / 1e6;
      items += chart.items();
    }
    Arrays.sort(cold);
    Arrays.sort(warm);
    double millions = samples() / 1e6;
    report.fact(
        "chart of a vehicle's first day (%,d samples on average, five fields, steps of a minute),"
            + " %,.1f M samples stored: first reading median %.0f ms, worst %.0f ms; again median"
            + " %.0f ms",
        items / cold.length,
        millions,
        cold[cold.length / 2],
        cold[cold.length - 1],
        warm[warm.length / 2]);
    report.atMost(
        "ms for a vehicle-day chart with %,.1f M samples stored, first reading, median"
            .formatted(millions),
        50,
        cold[cold.length / 2],
        "%.0f");
  }

  /** The second limit; no server may be running. */
  RawInsert.Figures rawInsert(double seconds) throws InterruptedException {
    report.doing("inserting log and chunks again");
    return new RawInsert(site.client(), site.settings().database())
        .run(LANES, seconds, new Usage.Watched(0, site.mongod()));
  }

  /** Makes what was written show in sizes. */
  static void checkpoint(MongoClient client) {
    client.getDatabase("admin").runCommand(new Document("fsync", 1));
  }

  /** Samples in stored chunks. */
  double samples() {
    MongoDatabase stored = site.stored();
    Document group = new Document("_id", null).append("n", new Document("$sum", "$n"));
    Document sum =
        stored
            .getCollection("obd_chunks")
            .aggregate(List.of(new Document("$group", group)))
            .first();
    return sum == null ? 0 : number(sum, "n");
  }

  /** Bytes on disk, as of the last checkpoint. */
  static double bytes(MongoDatabase stored, String collection) {
    Document stats = stored.runCommand(new Document(Map.of("collStats", collection)));
    return number(stats, "storageSize") + number(stats, "totalIndexSize");
  }

  private static double number(Document document, String name) {
    return document.get(name) instanceof Number number ? number.doubleValue() : 0;
  }
}
