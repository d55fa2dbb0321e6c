package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.DayResult;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.Tally;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;
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

  /** 3012.75 ppm. */
  private static final int SATURATED = 0xFAFF;

  /** 300 °C in 1/32 K. */
  private static final int HOT = (300 + 273) * 32;

  private static final List<String> ON_DOWNSTREAM_NOX =
      List.of("OBD-NOX-LASTING", "OBD-NOX-ABSENT", "OBD-NOX-EQUAL", "OBD-NOX-ABOVE-UPSTREAM");

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

  /** The idling truck with a hot catalyst: what keeps it from a finding is saturation alone. */
  @Test
  void aSaturatedSensorOnAHotCatalystAccusesNobody() {
    DayResult day = judged(hot(SATURATED), TWO_HOURS);
    assertThat(day.findings()).isEmpty();
    for (String rule : ON_DOWNSTREAM_NOX) {
      Tally tally = tally(day, rule);
      assertThat(tally.assessed()).as(rule).isZero();
      assertThat(tally.notAssessable()).as(rule).containsOnlyKeys(Cause.NOX_SATURATED);
      assertThat(tally.notAssessable().get(Cause.NOX_SATURATED))
          .as(rule)
          .isGreaterThan(TWO_HOURS / 2);
    }
  }

  @Test
  void oneStepBelowSaturationItIsToldOf() {
    assertThat(judged(hot(SATURATED - 1), TWO_HOURS).findings())
        .extracting(Finding::rule)
        .contains("OBD-NOX-LASTING", "OBD-NOX-ABOVE-UPSTREAM");
  }

  private static Tally tally(DayResult day, String rule) {
    return day.tallies().stream().filter(t -> t.rule().equals(rule)).findFirst().orElseThrow();
  }

  /** As recorded, but for an SCR inlet of 300 °C and more, and the downstream NOx. */
  private static List<byte[]> hot(int nox) {
    List<byte[]> out = new ArrayList<>();
    for (byte[] recorded : Recording.idleTruck().bodies()) {
      ByteBuffer body = ByteBuffer.wrap(recorded.clone());
      assertThat(body.getShort(Signal.NOX_DOWNSTREAM.at()) & 0xFFFF).isEqualTo(SATURATED);
      body.putShort(Signal.SCR_INLET_TEMPERATURE.at(), (short) (HOT + out.size() % 64));
      body.putShort(Signal.NOX_DOWNSTREAM.at(), (short) nox);
      out.add(body.array());
    }
    return out;
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
    int[] next = new int[1];
    return judge.day(
        judge.initial(),
        () -> {
          int i = next[0]++;
          byte[] body = bodies.get(i % bodies.size());
          return i == seconds ? null : new ItemReading().set(START + i, 0x02, body, 0, true, 1);
        },
        VEHICLE,
        _ -> STAGE_VI);
  }
}
