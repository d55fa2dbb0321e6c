package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.DayResult;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.Tally;
import lantian.proto.Vin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recorded vehicles under all rules: exactly the findings and answers that a person listed for
 * them in {@code recorded-trucks.json}, played once and over and over for two hours.
 */
class RecordedTrucksTest {
  /** A day under OBD-SCREEN-2, 08:00. */
  private static final long START = 1_797_897_600L;

  private static final int TWO_HOURS = 7_200;
  private static final VehicleFacts STAGE_VI =
      new VehicleFacts("VI", "DIESEL", 1_109.0, 250.0, 25_000.0, 22.5);
  private static final Vin VEHICLE = new Vin("LSYNTESTVN0000017");

  record Case(String name, Recording recording, JsonNode listed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    JsonNode file;
    try (InputStream in =
        Objects.requireNonNull(
            RecordedTrucksTest.class.getResourceAsStream("recorded-trucks.json"))) {
      file = new ObjectMapper().readTree(in);
    }
    Map<String, Recording> recordings =
        Map.of(
            "idle-truck", Recording.idleTruck(),
            "bench-unit-key-on", Recording.benchUnit(),
            "vehicle-key-on", Recording.keyOnVehicle());
    JsonNode listed = file.get("recordings");
    assertThat(listed.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(recordings.keySet());
    return recordings.entrySet().stream()
        .map(each -> new Case(each.getKey(), each.getValue(), listed.get(each.getKey())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesWhatIsListedForIt(Case one) {
    List<byte[]> bodies = one.recording().bodies();
    assertThat(bodies).hasSize(one.listed().get("seconds").asInt());
    holds(judged(bodies, bodies.size()), one.listed().get("once"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesWhatIsListedForTwoHoursOfIt(Case one) {
    holds(judged(one.recording().bodies(), TWO_HOURS), one.listed().get("twoHours"));
  }

  private static void holds(DayResult day, JsonNode listed) {
    List<String> findings = new ArrayList<>();
    listed.get("findings").forEach(finding -> findings.add(finding.asText()));
    assertThat(day.findings()).extracting(Finding::rule).isEqualTo(findings);
    Map<String, String> expected = new TreeMap<>();
    listed
        .get("answers")
        .properties()
        .forEach(a -> expected.put(a.getKey(), a.getValue().asText()));
    Map<String, String> answers = new TreeMap<>();
    for (Tally tally : day.tallies()) {
      if (tally.verdict() != Tally.Verdict.NOTHING_TO_JUDGE) {
        answers.put(tally.rule(), tally.verdict().name());
      }
    }
    assertThat(answers).isEqualTo(expected);
  }

  private static DayResult judged(List<byte[]> bodies, int seconds) {
    Judge judge = new Judge(RuleSets.builtIn());
    ItemReading reading = new ItemReading();
    int[] next = new int[1];
    return judge.day(
        judge.initial(),
        () -> {
          int i = next[0]++;
          byte[] body = bodies.get(i % bodies.size());
          return i == seconds ? null : reading.set(START + i, 0x02, body, 0, true, 1);
        },
        VEHICLE,
        _ -> STAGE_VI);
  }
}
