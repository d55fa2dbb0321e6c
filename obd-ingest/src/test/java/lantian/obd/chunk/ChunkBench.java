package lantian.obd.chunk;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import lantian.obd.MongoSet;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Prints what chunks cost: nanoseconds of CPU a sample for adding, encoding, decoding and merging,
 * bytes a sample. With the argument {@code store} also what they take on disk.
 */
public final class ChunkBench {
  private static final int CHUNKS = 400;
  private static final int ROUNDS = 12;

  private ChunkBench() {}

  public static void main(String[] args) {
    List<byte[][]> bodies = new ArrayList<>();
    for (int truck = 0; truck < CHUNKS; truck++) {
      NoisyTruck noisy = new NoisyTruck(truck);
      byte[][] all = new byte[300][];
      for (int second = 0; second < 300; second++) {
        all[second] = noisy.next();
      }
      bodies.add(all);
    }
    List<Fragment> fragments = new ArrayList<>();
    List<byte[]> cols = new ArrayList<>();
    long sink = 0;
    for (int round = 0; round < ROUNDS; round++) {
      fragments.clear();
      cols.clear();
      long start = cpu();
      List<OpenChunk> open = new ArrayList<>();
      for (byte[][] all : bodies) {
        open.add(chunk(all, false));
      }
      long added = cpu();
      for (OpenChunk chunk : open) {
        fragments.add(chunk.freeze());
      }
      long frozen = cpu();
      for (Fragment fragment : fragments) {
        cols.add(ChunkCodec.encode(fragment));
      }
      long encoded = cpu();
      List<Fragment> decoded = new ArrayList<>();
      for (byte[] bytes : cols) {
        decoded.add(ChunkCodec.decode(Samples.START, bytes));
      }
      long read = cpu();
      for (Fragment fragment : decoded) {
        sink += merge(List.of(fragment));
      }
      long merged = cpu();
      for (Fragment fragment : decoded) {
        sink += merge(List.of(fragment, fragment));
      }
      long overlapped = cpu();
      List<OpenChunk> packed = new ArrayList<>();
      for (byte[][] all : bodies) {
        packed.add(chunk(all, true));
      }
      long packing = cpu();
      double samples = CHUNKS * 300.0;
      long size = cols.stream().mapToLong(b -> b.length).sum();
      System.out.printf(
          "ns/sample add %.1f freeze %.1f encode %.1f decode %.1f merge %.1f overlapping %.1f;"
              + " bytes/sample %.2f deflated %.2f open %.1f; packing: add %.1f open %.1f (%d)%n",
          (added - start) / samples,
          (frozen - added) / samples,
          (encoded - frozen) / samples,
          (read - encoded) / samples,
          (merged - read) / samples,
          (overlapped - merged) / samples,
          size / samples,
          round == ROUNDS - 1 ? deflated(cols) / samples : 0,
          open.stream().mapToInt(OpenChunk::bytes).sum() / samples,
          (packing - overlapped) / samples,
          packed.stream().mapToInt(OpenChunk::bytes).sum() / samples,
          sink % 10);
    }
    if (List.of(args).contains("store")) {
      try (MongoSet set = MongoSet.start(1)) {
        store(set.uri(), fragments);
      }
    }
  }

  /** CPU time of this thread: others may keep the machine busy. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static OpenChunk chunk(byte[][] bodies, boolean packing) {
    OpenChunk chunk = new OpenChunk(Samples.START);
    PacketRef packet = null;
    for (int second = 0; second < bodies.length; second++) {
      if (packet == null || second % 10 == 0) {
        int at = second * 977;
        LogPosition position = new LogPosition(3, 1, 100_000 + at % 5000 + at, at % 487);
        long received = (Samples.START + second + 10) * 1000 + at % 911;
        packet = new PacketRef(position, received, "89860000000000000001", 0, Profile.GB17691, 0);
      }
      chunk.add(packet, Samples.START + second, 2, bodies[second], 0, 37);
      if (packing && chunk.loose() >= 40) {
        chunk.pack();
      }
    }
    return chunk;
  }

  private static long merge(List<Fragment> fragments) {
    MergedItems items =
        MergedItems.of(fragments.iterator(), List.of(), 0, Long.MAX_VALUE, Provenance.UNFILED);
    long sum = 0;
    while (items.next()) {
      if (items.judged()) {
        Reading reading = items.reading();
        sum += reading.raw(Signal.SPEED) + reading.raw(Signal.NOX_DOWNSTREAM);
      }
    }
    return sum;
  }

  private static long deflated(List<byte[]> cols) {
    Deflater deflater = new Deflater(6);
    byte[] out = new byte[1 << 16];
    long size = 0;
    for (byte[] bytes : cols) {
      deflater.reset();
      deflater.setInput(bytes);
      deflater.finish();
      size += deflater.deflate(out);
    }
    deflater.end();
    return size;
  }

  private static void store(String uri, List<Fragment> fragments) {
    try (MongoClient client = MongoClients.create(uri)) {
      MongoDatabase database = client.getDatabase("chunk_bench");
      database.drop();
      Chunks.create(database);
      Chunks chunks = new Chunks(database);
      int written = 0;
      long start = System.nanoTime();
      for (int round = 0; round < 10; round++) {
        List<RawBsonDocument> documents = new ArrayList<>();
        for (Fragment fragment : fragments) {
          Vin vin = new Vin("LBENCH%011d".formatted(written++ * 7919L % 100_003));
          ChunkKey key = ChunkKey.of(vin, fragment.start(), 1, written);
          documents.add(ChunkDocument.of(key, fragment));
        }
        chunks.write(documents);
      }
      double millis = (System.nanoTime() - start) / 1e6;
      client.getDatabase("admin").runCommand(new Document("fsync", 1));
      Document stats = database.runCommand(new Document("collStats", Chunks.NAME));
      double samples = written * 300.0;
      System.out.printf(
          "%d chunks in %.0f ms; a sample: document %.2f B, on disk %.2f B%n",
          written, millis, number(stats, "size") / samples, number(stats, "storageSize") / samples);
      database.drop();
    }
  }

  private static double number(Document stats, String name) {
    return stats.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
