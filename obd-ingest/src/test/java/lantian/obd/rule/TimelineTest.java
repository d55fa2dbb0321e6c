package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lantian.obd.filing.VehicleFacts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One timeline file per rule: limits, facts, items in run-length form, and what must be found. */
class TimelineTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> TIMES = Set.of("start", "end", "last", "peakAt");

  @TestFactory
  Stream<DynamicTest> timelines() {
    return RuleBook.STANDARD.ids().stream().flatMap(TimelineTest::cases);
  }

  @Test
  void everyRuleHasPositivesAndNegatives() {
    for (String rule : RuleBook.STANDARD.ids()) {
      List<JsonNode> all = new ArrayList<>();
      file(rule).get("cases").forEach(all::add);
      assertThat(all).as(rule).filteredOn(c -> c.has("expect")).hasSizeGreaterThan(8);
      assertThat(all).as(rule).filteredOn(c -> !c.has("expect")).hasSizeGreaterThan(8);
    }
  }

  private static Stream<DynamicTest> cases(String rule) {
    JsonNode file = file(rule);
    List<DynamicTest> out = new ArrayList<>();
    file.get("cases").forEach(test -> out.add(test(rule, file.get("set"), test)));
    return out.stream();
  }

  private static DynamicTest test(String rule, JsonNode set, JsonNode test) {
    return dynamicTest(rule + ": " + test.get("name").asText(), () -> run(rule, set, test));
  }

  private static void run(String rule, JsonNode set, JsonNode test) throws IOException {
    Timeline timeline = Timeline.of(test);
    VehicleFacts vehicle = Timeline.facts(test);
    FactsAt facts = second -> vehicle;
    byte[] written = set.toString().getBytes(StandardCharsets.UTF_8);
    RuleSet read = RuleSet.read(RuleBook.STANDARD, rule, new ByteArrayInputStream(written));
    Judge judge = new Judge(new RuleSets(RuleBook.STANDARD, List.of(read)));

    SortedMap<String, String> found = new TreeMap<>();
    Memory memory = Stepped.memory(judge, timeline.items, facts, found, UnaryOperator.identity());
    List<JsonNode> trees =
        found.values().stream()
            .map(TimelineTest::tree)
            .sorted(Comparator.comparing(f -> f.get("start").asText()))
            .toList();
    check(timeline, test.path("expect"), trees);
    check(rule, test, memory);

    assertThat(day(judge, timeline, facts)).isEqualTo(found);
    assertThat(new NaiveJudge(List.of(set), vin -> facts).judge(timeline.items)).isEqualTo(found);
  }

  private static SortedMap<String, String> day(Judge judge, Timeline timeline, FactsAt facts) {
    Iterator<NaiveItem> each = timeline.items.iterator();
    Readings readings = () -> each.hasNext() ? new BodyReading(each.next()) : null;
    SortedMap<String, String> out = new TreeMap<>();
    judge
        .day(judge.initial(), readings, timeline.vehicle, facts)
        .findings()
        .forEach(f -> out.put(f.id().text(), f.canonical()));
    return out;
  }

  private static void check(Timeline timeline, JsonNode expected, List<JsonNode> found) {
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      JsonNode finding = found.get(i);
      for (var want : expected.get(i).properties()) {
        JsonNode got = finding.get(want.getKey());
        if (TIMES.contains(want.getKey()) && !want.getValue().isNull()) {
          long second = OffsetDateTime.parse(got.asText()).toEpochSecond();
          assertThat(second - timeline.start).as(want.getKey()).isEqualTo(want.getValue().asLong());
        } else {
          assertThat(got.asText()).as(want.getKey()).isEqualTo(want.getValue().asText());
        }
      }
    }
  }

  private static void check(String rule, JsonNode test, Memory memory) {
    if (!test.has("counts") && !test.has("verdict")) {
      return;
    }
    int day = memory.day;
    Tally tally =
        memory.tallies(day).stream().filter(t -> t.rule().equals(rule)).findFirst().orElseThrow();
    for (var want : test.path("counts").properties()) {
      int got =
          want.getKey().equals("assessed")
              ? tally.assessed()
              : tally.notAssessable().getOrDefault(Cause.valueOf(want.getKey()), 0);
      assertThat(got).as(want.getKey()).isEqualTo(want.getValue().asInt());
    }
    if (test.has("verdict")) {
      assertThat(tally.verdict().name()).isEqualTo(test.get("verdict").asText());
    }
  }

  private static JsonNode file(String rule) {
    String path = "/lantian/obd/rule/timelines/" + rule + ".json";
    try (InputStream in = TimelineTest.class.getResourceAsStream(path)) {
      assertThat(in).as(path).isNotNull();
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String canonical) {
    try {
      return JSON.readTree(canonical);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
