package lantian.obd.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import lantian.obd.chunk.ChunkCodec;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.ItemReading;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.MergedReadings;
import lantian.obd.chunk.NoisyTruck;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.chunk.Samples;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Rule;
import lantian.obd.rule.RuleBook;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Prints what judging costs: nanoseconds of CPU a sample for each rule alone, for all of them, and
 * samples a second and core from chunk bytes in memory (decode, merge, step).
 */
public final class JudgeBench {
  private static final int TRUCKS = 100;
  private static final int CHUNKS_EACH = 12;
  private static final int ROUNDS = 10;
  private static final Vin VEHICLE = new Vin("LBENCHTESTVN00001");
  private static final VehicleFacts FACTS = new VehicleFacts("VI", null, null, null, null, null);
  private static long told;

  private JudgeBench() {}

  public static void main(String[] args) throws Exception {
    List<List<byte[]>> trucks = trucks();
    List<Judge> judges = new ArrayList<>();
    judges.add(new Judge(RuleSets.builtIn()));
    for (Rule<?, ?> rule : RuleBook.STANDARD.rules()) {
      judges.add(alone(rule));
    }
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder line = new StringBuilder();
      double idle = chain(trucks, null);
      double whole = chain(trucks, judges.getFirst());
      line.append(
          "decode+merge %.1f, with judge %.1f ns/sample = %.2f M samples/s and core; step"
              .formatted(idle, whole, 1000 / whole));
      for (int i = 0; i < judges.size(); i++) {
        String name = i == 0 ? "all" : RuleBook.STANDARD.ids().get(i - 1);
        line.append(" %s %.1f".formatted(name, steps(judges.get(i))));
      }
      System.out.println(line + " (" + told + ")");
    }
  }

  /** One rule under the built-in limits. */
  private static Judge alone(Rule<?, ?> rule) throws Exception {
    String path = "/lantian/obd/rules/OBD-SCREEN-2.json";
    try (InputStream in = JudgeBench.class.getResourceAsStream(path)) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var tree = (ObjectNode) new JsonMapper().readTree(all);
      ((ObjectNode) tree.get("rules")).retain(rule.id());
      RuleBook book = new RuleBook(List.of(rule));
      byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
      RuleSet set = RuleSet.read(book, "bench", new ByteArrayInputStream(bytes));
      return new Judge(new RuleSets(book, List.of(set)));
    }
  }

  /** Nanoseconds a sample from chunk bytes; without a judge only decoding and merging. */
  private static double chain(List<List<byte[]>> trucks, @Nullable Judge judge) {
    Consumer<Finding> out = finding -> told++;
    long start = cpu();
    for (List<byte[]> chunks : trucks) {
      List<Fragment> fragments = new ArrayList<>();
      for (int i = 0; i < chunks.size(); i++) {
        fragments.add(ChunkCodec.decode(Samples.START + i * 300L, chunks.get(i)));
      }
      MergedItems items =
          MergedItems.of(fragments.iterator(), List.of(), 0, Long.MAX_VALUE, Provenance.UNFILED);
      MergedReadings readings = new MergedReadings(items, seen -> {});
      Memory memory = Memory.initial(RuleBook.STANDARD);
      for (var item = readings.next(); item != null; item = readings.next()) {
        if (judge != null) {
          memory = judge.step(memory, item, VEHICLE, FACTS, out);
        }
      }
      told += memory.hashCode() & 1;
    }
    return (cpu() - start) / (double) (TRUCKS * CHUNKS_EACH * 300);
  }

  /** Nanoseconds a step over items whose bytes lie ready. */
  private static double steps(Judge judge) {
    Consumer<Finding> out = finding -> told++;
    List<byte[]> bodies = new ArrayList<>();
    NoisyTruck truck = new NoisyTruck(7);
    for (int i = 0; i < 30_000; i++) {
      bodies.add(truck.next());
    }
    ItemReading reading = new ItemReading();
    Memory memory = judge.initial();
    long start = cpu();
    long second = Samples.START;
    for (int lap = 0; lap < 10; lap++) {
      for (byte[] body : bodies) {
        memory =
            judge.step(memory, reading.set(second++, 2, body, 0, true, 7), VEHICLE, FACTS, out);
      }
    }
    told += memory.hashCode() & 1;
    return (cpu() - start) / (10.0 * bodies.size());
  }

  private static List<List<byte[]>> trucks() {
    List<List<byte[]>> out = new ArrayList<>();
    for (int t = 0; t < TRUCKS; t++) {
      NoisyTruck truck = new NoisyTruck(t);
      List<byte[]> chunks = new ArrayList<>();
      for (int c = 0; c < CHUNKS_EACH; c++) {
        chunks.add(ChunkCodec.encode(chunk(truck, Samples.START + c * 300L).freeze()));
      }
      out.add(chunks);
    }
    return out;
  }

  private static OpenChunk chunk(NoisyTruck truck, long start) {
    OpenChunk chunk = new OpenChunk(start);
    for (int second = 0; second < 300; second += 10) {
      LogPosition position = new LogPosition(3, 1, start + second, 0);
      long received = (start + second + 10) * 1000;
      PacketRef packet =
          new PacketRef(position, received, "89860000000000000001", 0, Profile.GB17691, 0);
      for (int i = 0; i < 10; i++) {
        chunk.add(packet, start + second + i, 2, truck.next(), 0, 37);
      }
    }
    return chunk;
  }

  /** CPU time of this thread: others may keep the machine busy. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
