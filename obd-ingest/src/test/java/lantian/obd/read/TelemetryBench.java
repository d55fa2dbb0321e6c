package lantian.obd.read;

import com.mongodb.client.MongoDatabase;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.MongoSet;
import lantian.obd.chunk.ChunkFixture;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.OpenChunks;
import lantian.proto.Vin;
import org.bson.RawBsonDocument;

/**
 * Prints how long a vehicle-day's chart takes with many samples stored. Argument: millions of
 * samples, 20 unless said.
 */
public final class TelemetryBench {
  private static final long DAY = 1_790_006_400L;
  private static final int CHUNKS_A_DAY = 288;
  private static final List<String> FIELDS =
      List.of("speedKmh", "engineRpm", "scrUpNoxPpm", "scrDownNoxPpm", "scrInC");

  private TelemetryBench() {}

  public static void main(String[] args) {
    int vehicles = (args.length > 0 ? Integer.parseInt(args[0]) : 20) * 1_000_000 / 86_400 + 1;
    try (MongoSet set = MongoSet.start(1)) {
      MongoDatabase database = set.freshDatabase();
      store(database, vehicles);
      for (int step : List.of(1, 60)) {
        chart(database, vehicles, step);
      }
    }
  }

  private static void store(MongoDatabase database, int vehicles) {
    Chunks.create(database);
    Chunks chunks = new Chunks(database);
    ChunkFixture fixture = new ChunkFixture(50);
    for (int slot = 0; slot < CHUNKS_A_DAY; slot++) {
      List<RawBsonDocument> documents = new ArrayList<>();
      for (int vehicle = 0; vehicle < vehicles; vehicle++) {
        documents.add(fixture.chunk(vin(vehicle), DAY + slot * 300L));
      }
      chunks.write(documents);
    }
  }

  private static void chart(MongoDatabase database, int vehicles, int step) {
    ObdRead read =
        new ObdRead(database, new FakeRegister(), OpenChunks.NONE, InstantSource.system());
    SplittableRandom random = new SplittableRandom(1);
    Instant from = Instant.ofEpochSecond(DAY);
    double[] millis = new double[100];
    long cpu = 0;
    int items = 0;
    for (int round = -20; round < millis.length; round++) {
      Vin vin = vin(random.nextInt(vehicles));
      if (round == 0) {
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      }
      long start = System.nanoTime();
      items = read.telemetry(vin, from, from.plusSeconds(86_400), FIELDS, step).items();
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    Arrays.sort(millis);
    System.out.printf(
        "step %d s: %d items of one of %d vehicles, median %.1f ms, p95 %.1f ms, own CPU %.1f ms%n",
        step, items, vehicles, millis[50], millis[95], cpu / 1e6 / millis.length);
  }

  private static Vin vin(int number) {
    return new Vin("LBENCH%011d".formatted(number));
  }
}
