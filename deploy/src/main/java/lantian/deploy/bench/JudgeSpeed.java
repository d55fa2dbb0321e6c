package lantian.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.deploy.simulate.ConstructedVin;
import lantian.deploy.simulate.truck.Stage;
import lantian.obd.chunk.ChunkCodec;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.MergedReadings;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.nox.ModelLimits;
import lantian.obd.rule.nox.ModelNox;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * How fast one core judges (判定速度): columns of chunks in memory are decoded, merged and stepped,
 * with all rules, with each rule alone, and with none.
 */
final class JudgeSpeed {
  private static final String RULES = "/lantian/obd/rules/OBD-SCREEN-2.json";
  private static final String MODEL = "BENCH";
  private static final long START = 1_797_897_600L;
  private static final int CHUNK_PACKETS = OpenChunk.SECONDS / Payload.SECONDS;

  private final List<List<byte[]>> chunks = new ArrayList<>();
  private final List<VehicleFacts> facts = new ArrayList<>();
  private final long samples;
  private final double nanos;

  /**
   * Vehicles with so many hours each, measured for so long.
   *
   * @param seconds least time per measurement
   */
  JudgeSpeed(Payload payload, int vehicles, int hours, double seconds) {
    int each = hours * 3_600 / OpenChunk.SECONDS;
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      chunks.add(chunks(payload, vehicle, each));
      String stage = payload.stage(vehicle) == Stage.V ? "V" : "VI";
      facts.add(
          new VehicleFacts(stage, "DIESEL", 2_000.0, 316.0, 42_000.0, 28.0, null, MODEL, null));
    }
    samples = (long) vehicles * each * OpenChunk.SECONDS;
    nanos = seconds * 1e9;
  }

  /**
   * What was measured.
   *
   * @param samplesPerSecond judged by one core, with all rules
   * @param readNanos decoding and merging, per sample
   * @param ruleNanos stepping each rule alone, per sample, beyond a judge without rules
   * @param bytesPerSample size of the columns before compression
   */
  record Figures(
      double samplesPerSecond,
      double readNanos,
      Map<String, Double> ruleNanos,
      double bytesPerSample) {}

  Figures measure() {
    double read = nanosPerSample(null);
    double all = nanosPerSample(new Judge(read(file())));
    Map<String, Double> rules = new LinkedHashMap<>();
    double none = nanosPerSample(new Judge(only("")));
    for (String rule : ruleNames()) {
      rules.put(rule, Math.max(0, nanosPerSample(new Judge(only(rule))) - none));
    }
    long bytes = chunks.stream().flatMap(List::stream).mapToLong(columns -> columns.length).sum();
    return new Figures(1e9 / all, read, rules, (double) bytes / samples);
  }

  /** The least of all rounds: what others do to the machine only ever adds. */
  private double nanosPerSample(@Nullable Judge judge) {
    double best = Double.MAX_VALUE;
    long begin = CpuClock.nanos();
    while (CpuClock.nanos() - begin < nanos) {
      long round = CpuClock.nanos();
      long seen = 0;
      for (int vehicle = 0; vehicle < chunks.size(); vehicle++) {
        seen += judge == null ? read(vehicle) : judged(vehicle, judge);
      }
      if (seen < samples) {
        throw new IllegalStateException("only " + seen + " of " + samples + " samples came out");
      }
      best = Math.min(best, (double) (CpuClock.nanos() - round) / samples);
    }
    return best;
  }

  private long read(int vehicle) {
    MergedItems items = merged(vehicle);
    long seen = 0;
    while (items.next()) {
      seen += items.judged() ? 1 : 0;
    }
    return seen;
  }

  private long judged(int vehicle, Judge judge) {
    long[] seen = new long[1];
    Vin vin = ConstructedVin.of('B', vehicle + 1);
    VehicleFacts filed = facts.get(vehicle);
    Memory memory = judge.initial();
    judge.day(memory, new MergedReadings(merged(vehicle), _ -> seen[0]++), vin, _ -> filed);
    return seen[0];
  }

  private MergedItems merged(int vehicle) {
    Iterator<byte[]> columns = chunks.get(vehicle).iterator();
    Iterator<Fragment> fragments =
        new Iterator<>() {
          private long start = START;

          @Override
          public boolean hasNext() {
            return columns.hasNext();
          }

          @Override
          public Fragment next() {
            Fragment fragment = ChunkCodec.decode(start, columns.next());
            start += OpenChunk.SECONDS;
            return fragment;
          }
        };
    return MergedItems.of(fragments, List.of(), START, Long.MAX_VALUE, Provenance.UNFILED);
  }

  private static List<byte[]> chunks(Payload payload, int vehicle, int count) {
    List<byte[]> columns = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      OpenChunk chunk = new OpenChunk(START + (long) number * OpenChunk.SECONDS);
      for (int packet = 0; packet < CHUNK_PACKETS; packet++) {
        add(payload.frame(vehicle, number * CHUNK_PACKETS + packet), chunk, packet);
      }
      columns.add(ChunkCodec.encode(chunk.freeze()));
    }
    return columns;
  }

  private static void add(byte[] frame, OpenChunk chunk, int packet) {
    long first = chunk.start() + (long) packet * Payload.SECONDS;
    LogPosition position = new LogPosition(1, 0, first / Payload.SECONDS, packet);
    PacketRef source =
        new PacketRef(
            position, (first + 12) * 1_000, "89860000000000000001", 0, Profile.GB17691, 1);
    for (int i = 0; i < Payload.SECONDS; i++) {
      chunk.add(source, first + i, 0x02, frame, Payload.bodyAt(i), Payload.BODY);
    }
  }

  /** The same at every load: what it is does not matter to the speed. */
  private static ObjectNode model(int ppm) {
    ObjectNode row = new ObjectMapper().createObjectNode();
    row.put("source", "bench").put("verified", false);
    for (int load = 1; load <= ModelLimits.CLASSES; load++) {
      row.withObjectProperty("value").put(Integer.toString(load), ppm);
    }
    return new ObjectMapper().createObjectNode().set(MODEL, row);
  }

  private static List<String> ruleNames() {
    List<String> names = new ArrayList<>();
    file().get("rules").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The built-in rule set cut down to one rule. */
  private static RuleSets only(String rule) {
    ObjectNode set = file();
    ((ObjectNode) set.get("rules")).retain(rule);
    return read(set);
  }

  private static RuleSets read(ObjectNode set) {
    try {
      Path path = Files.createTempFile("one-rule", ".json");
      try {
        Files.writeString(path, set.toString());
        return RuleSets.read(List.of(path));
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode file() {
    try (InputStream in = Objects.requireNonNull(RuleSets.class.getResourceAsStream(RULES))) {
      ObjectNode set = (ObjectNode) new ObjectMapper().readTree(in);
      ObjectNode limits = (ObjectNode) set.get("rules").get(ModelNox.ID).get("limits");
      limits.set("usualPpm", model(600));
      limits.set("leastPpm", model(50));
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
