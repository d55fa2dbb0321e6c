package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.proto.CityTime;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The rules on terminal and data against their naive counterparts, and against honest drives. */
class RoadSeedTest {
  private static final List<JsonNode> TREES = List.of(tree("ROAD-1"), tree("ROAD-2"));
  private static final RuleSets SETS =
      new RuleSets(RuleBook.STANDARD, TREES.stream().map(RoadSeedTest::set).toList());
  private static final VehicleFacts NOTHING = new VehicleFacts(null, null, null, null, null, null);

  /** What must occur among the findings, or the comparison would prove little. */
  private static final List<String> MARKS =
      List.of(
          "ODOMETER-BACK.*OPEN",
          "ODOMETER-BACK.*ROAD-1.*CLOSED",
          "ODOMETER-BACK.*ROAD-2",
          "ODOMETER-BACK.*identityVerified\":false",
          "UNLIKE-SPEED.*OPEN",
          "UNLIKE-SPEED.*ROAD-1.*CLOSED.*\"detail\":-",
          "UNLIKE-SPEED.*ROAD-1.*CLOSED.*\"detail\":[1-9]",
          "UNLIKE-SPEED.*identityVerified\":false",
          "SILENT-MOVE.*OPEN",
          "SILENT-MOVE.*ROAD-1.*CLOSED",
          "SILENT-MOVE.*identityVerified\":false",
          "POSITION-JUMP.*OPEN",
          "POSITION-JUMP.*ROAD-1.*CLOSED",
          "POSITION-JUMP.*ROAD-2",
          "POSITION-JUMP.*identityVerified\":false",
          "POSITION-ELSEWHERE.*OPEN",
          "POSITION-ELSEWHERE.*ROAD-1.*CLOSED",
          "POSITION-ELSEWHERE.*identityVerified\":false",
          "DATA-REPLAYED.*OPEN",
          "DATA-REPLAYED.*CLOSED",
          "DATA-REPLAYED.*identityVerified\":false",
          "TERMINAL-REMOVED.*ROAD-1.*CLOSED",
          "TERMINAL-REMOVED.*ROAD-2",
          "TERMINAL-REMOVED.*identityVerified\":true",
          "OBD-REGION.*OPEN",
          "OBD-REGION.*CLOSED.*\"detail\":-",
          "OBD-REGION.*CLOSED.*\"detail\":[1-9]",
          "OBD-REGION.*identityVerified\":false",
          "\"start\":\"2026-03-01T23:.*\"end\":\"2026-03-02T00:");

  @RepeatedTest(60)
  void stepsLikeTheNaiveJudge(RepetitionInfo seed) {
    RoadTimeline timeline = new RoadTimeline(seed.getCurrentRepetition(), false);
    List<NaiveItem> copies = timeline.copies();
    SortedMap<String, String> naive = naive(copies);
    List<NaiveItem> merged = NaiveMerge.merge(copies).values().iterator().next();

    assertThat(stepped(merged, seed.getCurrentRepetition())).isEqualTo(naive);
    assertThat(byDays(merged)).isEqualTo(naive);
  }

  @Test
  void theTimelinesAreWorthJudging() {
    List<String> findings = new ArrayList<>();
    for (int seed = 1; seed <= 60; seed++) {
      findings.addAll(naive(new RoadTimeline(seed, false).copies()).values());
    }
    assertThat(MARKS)
        .allSatisfy(mark ->
            assertThat(findings.stream().filter(f -> f.matches(".*" + mark + ".*")).count())
                .as(mark)
                .isGreaterThan(2));
  }

  @RepeatedTest(60)
  void neverTellsOfAnHonestDriveWhateverIsMissing(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(-seed.getCurrentRepetition());
    List<NaiveItem> drive = new RoadTimeline(seed.getCurrentRepetition(), true).items();

    assertThat(findings(drive)).isEmpty();
    List<NaiveItem> masked = new ArrayList<>();
    for (NaiveItem item : drive) {
      if (item.type() != 2) {
        masked.add(item);
        continue;
      }
      byte[] body = item.body().clone();
      int offset = 0;
      for (Signal signal : Signal.values()) {
        if (random.nextInt(6) == 0 && signal != Signal.LOCATION_STATE) {
          java.util.Arrays.fill(body, offset, offset + signal.width(), (byte) 0xFF);
          body[offset] = (byte) (0xFB + random.nextInt(5));
        } else if (random.nextInt(6) == 0 && signal == Signal.LOCATION_STATE) {
          body[offset] |= 1;
        }
        offset += signal.width();
      }
      masked.add(new NaiveItem(item.vin(), item.second(), 2, body, 1));
    }
    assertThat(findings(masked)).isEmpty();
  }

  /** Under limits as small, but for windows long against a word, and silences against a gap. */
  private static List<String> findings(List<NaiveItem> items) {
    JsonNode tree = tree("ROAD-1");
    put(tree, "OBD-ODOMETER-UNLIKE-SPEED", "windowKm", 12);
    put(tree, "OBD-SILENT-MOVE", "silentSeconds", 200);
    List<String> out = new ArrayList<>();
    Judge judge = new Judge(new RuleSets(RuleBook.STANDARD, List.of(set(tree))));
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory =
          judge.step(
              memory, new BodyReading(item), item.vin(), NOTHING, f -> out.add(f.canonical()));
    }
    return out;
  }

  private static void put(JsonNode tree, String rule, String limit, int value) {
    ObjectNode row = (ObjectNode) tree.get("rules").get(rule).get("limits").get(limit);
    row.put("value", value);
  }

  private static SortedMap<String, String> naive(List<NaiveItem> copies) {
    return new NaiveJudge(TREES, vin -> second -> NOTHING).judge(copies);
  }

  /** Item by item, the memory written and read back at random points. */
  private static SortedMap<String, String> stepped(List<NaiveItem> items, long seed) {
    return Stepped.findings(
        new Judge(SETS), items, second -> NOTHING, new SplittableRandom(seed), 50);
  }

  /** Day by day, from the written memory at the end of the day before. */
  private static SortedMap<String, String> byDays(List<NaiveItem> items) {
    SortedMap<String, String> out = new TreeMap<>();
    SortedMap<Integer, List<NaiveItem>> days = new TreeMap<>();
    for (NaiveItem item : items) {
      days.computeIfAbsent(CityTime.dayNumber(item.second()), d -> new ArrayList<>()).add(item);
    }
    byte[] memory = new Judge(SETS).initial().encode();
    for (List<NaiveItem> day : days.values()) {
      Judge judge = new Judge(SETS);
      Iterator<NaiveItem> each = day.iterator();
      Readings readings = () -> each.hasNext() ? new BodyReading(each.next()) : null;
      DayResult result =
          judge.day(judge.decode(memory), readings, items.getFirst().vin(), second -> NOTHING);
      result.findings().forEach(f -> out.put(f.id().text(), f.canonical()));
      memory = result.atEnd().encode();
    }
    return out;
  }

  private static RuleSet set(JsonNode tree) {
    byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
    return RuleSet.read(RuleBook.STANDARD, "set", new ByteArrayInputStream(bytes));
  }

  private static JsonNode tree(String name) {
    String path = "/lantian/obd/rule/seeded/" + name + ".json";
    try (InputStream in = RoadSeedTest.class.getResourceAsStream(path)) {
      return new JsonMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
