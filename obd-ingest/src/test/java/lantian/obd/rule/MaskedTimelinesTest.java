package lantian.obd.rule;

import static java.util.Map.entry;
import static lantian.obd.packet.Signal.COOLANT_TEMPERATURE;
import static lantian.obd.packet.Signal.DPF_DIFFERENTIAL_PRESSURE;
import static lantian.obd.packet.Signal.ENGINE_SPEED;
import static lantian.obd.packet.Signal.FUEL_RATE;
import static lantian.obd.packet.Signal.INTAKE_AIR;
import static lantian.obd.packet.Signal.LATITUDE;
import static lantian.obd.packet.Signal.LOCATION_STATE;
import static lantian.obd.packet.Signal.LONGITUDE;
import static lantian.obd.packet.Signal.NET_TORQUE;
import static lantian.obd.packet.Signal.NOX_DOWNSTREAM;
import static lantian.obd.packet.Signal.NOX_UPSTREAM;
import static lantian.obd.packet.Signal.ODOMETER;
import static lantian.obd.packet.Signal.REAGENT_LEVEL;
import static lantian.obd.packet.Signal.SCR_INLET_TEMPERATURE;
import static lantian.obd.packet.Signal.SCR_OUTLET_TEMPERATURE;
import static lantian.obd.packet.Signal.SPEED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every timeline that tells, with what its rule rests on masked: where no item is whole, nothing is
 * told, whichever field of each is invalid, an error word, out of range or saturated.
 */
class MaskedTimelinesTest {
  private static final int SEEDS = 1;

  /** First bytes of a word that says nothing; the last one for words of 16 and 32 bits only. */
  private static final int[] WORDS = {0xFF, 0xFE, 0xFB, 0xFA};

  /** Fields of the stream without which a rule can't tell; listed by hand, none may be missing. */
  private static final Map<String, Set<Signal>> STREAM =
      Map.ofEntries(
          entry(
              "OBD-NOX-LASTING",
              Set.of(ENGINE_SPEED, NOX_DOWNSTREAM, SCR_INLET_TEMPERATURE, SCR_OUTLET_TEMPERATURE)),
          entry("OBD-REAGENT-UNUSED", Set.of(ENGINE_SPEED, FUEL_RATE, REAGENT_LEVEL, ODOMETER)),
          entry("OBD-MIL-LASTING", Set.of(ENGINE_SPEED)),
          entry("OBD-NOX-ABOVE-UPSTREAM", pair()),
          entry("OBD-NOX-EQUAL", pair()),
          entry("OBD-SCR-INEFFECTIVE", pair()),
          entry("OBD-NOX-ABSENT", Set.of(ENGINE_SPEED, SCR_INLET_TEMPERATURE)),
          entry("OBD-DPF-EMPTY", Set.of(ENGINE_SPEED, INTAKE_AIR, DPF_DIFFERENTIAL_PRESSURE)),
          entry("OBD-DPF-BLOCKED", Set.of(ENGINE_SPEED, INTAKE_AIR, DPF_DIFFERENTIAL_PRESSURE)),
          entry(
              "OBD-NOX-FROZEN",
              Set.of(ENGINE_SPEED, FUEL_RATE, NOX_DOWNSTREAM, SCR_INLET_TEMPERATURE)),
          entry("OBD-INLET-FROZEN", Set.of(ENGINE_SPEED, FUEL_RATE, SCR_INLET_TEMPERATURE)),
          entry("OBD-COOLANT-FROZEN", Set.of(ENGINE_SPEED, FUEL_RATE, COOLANT_TEMPERATURE)),
          entry("OBD-MIL-DARK", Set.of(ENGINE_SPEED)),
          entry("OBD-NOX-DAILY", Set.of(ENGINE_SPEED, NOX_DOWNSTREAM, SCR_INLET_TEMPERATURE)),
          entry(
              "OBD-NOX-UNRELATED",
              Set.of(ENGINE_SPEED, FUEL_RATE, NOX_UPSTREAM, SCR_INLET_TEMPERATURE)),
          entry(
              "OBD-NOX-QUANTISED",
              Set.of(ENGINE_SPEED, FUEL_RATE, NOX_DOWNSTREAM, SCR_INLET_TEMPERATURE)),
          entry(
              "OBD-NOX-WINDOW",
              Set.of(
                  NET_TORQUE,
                  ENGINE_SPEED,
                  FUEL_RATE,
                  NOX_DOWNSTREAM,
                  INTAKE_AIR,
                  SCR_INLET_TEMPERATURE)),
          entry("OBD-VIN-OTHER", Set.of()),
          entry("OBD-READINESS-RESET", Set.of()),
          entry("OBD-IUPR-FROZEN", Set.of(SPEED, ENGINE_SPEED)),
          entry("OBD-CALID-CHANGED", Set.of()),
          entry("OBD-CVN-CHANGED", Set.of()),
          entry("OBD-ODOMETER-BACK", Set.of(ODOMETER)),
          entry("OBD-ODOMETER-UNLIKE-SPEED", Set.of(SPEED, ODOMETER)),
          entry("OBD-SILENT-MOVE", Set.of(ODOMETER)),
          entry("OBD-POSITION-JUMP", Set.of(LOCATION_STATE, LONGITUDE, LATITUDE)),
          entry("OBD-DATA-REPLAYED", Set.of(SPEED, ENGINE_SPEED, FUEL_RATE)),
          entry("OBD-REGION", Set.of(SPEED, LOCATION_STATE, LONGITUDE, LATITUDE)),
          entry(
              "OBD-REAGENT-LOW-USE",
              Set.of(ENGINE_SPEED, FUEL_RATE, REAGENT_LEVEL, SCR_INLET_TEMPERATURE)),
          entry("OBD-REAGENT-RISING", Set.of(SPEED, REAGENT_LEVEL)),
          entry(
              "OBD-REAGENT-WATER",
              Set.of(
                  ENGINE_SPEED,
                  FUEL_RATE,
                  NOX_UPSTREAM,
                  NOX_DOWNSTREAM,
                  REAGENT_LEVEL,
                  SCR_INLET_TEMPERATURE)),
          entry(
              "OBD-TEMPERATURE-UNRELATED", Set.of(ENGINE_SPEED, FUEL_RATE, SCR_INLET_TEMPERATURE)),
          entry(
              "OBD-DPF-NO-REGENERATION",
              Set.of(
                  ENGINE_SPEED,
                  INTAKE_AIR,
                  SCR_INLET_TEMPERATURE,
                  DPF_DIFFERENTIAL_PRESSURE,
                  ODOMETER)),
          entry("OBD-TERMINALS-SEVERAL", Set.of()),
          entry(
              "OBD-NOX-DOWNSTREAM-UNRELATED",
              Set.of(
                  ENGINE_SPEED,
                  FUEL_RATE,
                  NOX_UPSTREAM,
                  NOX_DOWNSTREAM,
                  SCR_INLET_TEMPERATURE,
                  SCR_OUTLET_TEMPERATURE)),
          entry("OBD-TERMINAL-REMOVED", Set.of(ODOMETER, LONGITUDE)),
          entry("OBD-CLOCK-IMPLAUSIBLE", Set.of()),
          entry(
              "OBD-NOX-UNLIKE-MODEL",
              Set.of(ENGINE_SPEED, FUEL_RATE, NOX_UPSTREAM, SCR_INLET_TEMPERATURE)),
          entry("OBD-POSITION-ELSEWHERE", Set.of(ODOMETER, LOCATION_STATE, LONGITUDE, LATITUDE)),
          entry("OBD-POSITION-SHIFTED", Set.of(ODOMETER, LOCATION_STATE, LONGITUDE, LATITUDE)));

  /** Fields of which one is enough. */
  private static final Map<String, Set<Signal>> EITHER =
      Map.of(
          "OBD-NOX-LASTING", Set.of(SCR_INLET_TEMPERATURE, SCR_OUTLET_TEMPERATURE),
          "OBD-TERMINAL-REMOVED", Set.of(ODOMETER, LONGITUDE));

  /** Rules that look at senders and marks only. */
  private static final Set<String> WITHOUT =
      Set.of("OBD-TERMINALS-SEVERAL", "OBD-CLOCK-IMPLAUSIBLE");

  /** A stretch of an OBD block without which a rule can't tell. */
  private record Stretch(int from, int length) {}

  private static final Map<String, Set<Stretch>> BLOCK =
      Map.of(
          "OBD-MIL-LASTING", Set.of(new Stretch(1, 1)),
          "OBD-MIL-DARK", Set.of(new Stretch(1, 1), new Stretch(95, 1)),
          "OBD-VIN-OTHER", Set.of(new Stretch(6, 17)),
          "OBD-READINESS-RESET", Set.of(new Stretch(2, 2), new Stretch(4, 2)),
          "OBD-IUPR-FROZEN", Set.of(new Stretch(59, 36)),
          "OBD-CALID-CHANGED", Set.of(new Stretch(23, 18)),
          "OBD-CVN-CHANGED", Set.of(new Stretch(23, 18), new Stretch(41, 18)));

  private static Set<Signal> pair() {
    return Set.of(ENGINE_SPEED, NOX_UPSTREAM, NOX_DOWNSTREAM, SCR_INLET_TEMPERATURE);
  }

  static List<String> rules() {
    return RuleBook.STANDARD.ids();
  }

  @Test
  void everyRuleRestsOnSomething() {
    assertThat(STREAM.keySet()).containsExactlyInAnyOrderElementsOf(rules());
    assertThat(rules().stream().filter(rule -> STREAM.getOrDefault(rule, Set.of()).isEmpty()))
        .allMatch(rule -> BLOCK.containsKey(rule) || WITHOUT.contains(rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void nothingIsToldWhereNoItemIsWhole(String rule) {
    List<Signal> fields = STREAM.getOrDefault(rule, Set.of()).stream().sorted().toList();
    for (Told told : positives(rule)) {
      assertThat(told.findings(item -> item)).as(told.name()).isNotEmpty();
      for (int seed = 1; seed <= SEEDS && !fields.isEmpty(); seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        assertThat(told.findings(item -> masked(item, rule, fields, random)))
            .as("%s, seed %d", told.name(), seed)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void nothingIsToldWithoutAnyOneField(String rule) {
    for (Told told : positives(rule)) {
      for (Signal field : STREAM.getOrDefault(rule, Set.of())) {
        if (EITHER.getOrDefault(rule, Set.of()).contains(field)) {
          continue;
        }
        for (int word : WORDS) {
          assertThat(told.findings(item -> masked(item, field, word)))
              .as("%s without %s, %x", told.name(), field, word)
              .isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void nothingIsToldWhereTheBlocksSayNothing(String rule) {
    for (Told told : positives(rule)) {
      for (Stretch stretch : BLOCK.getOrDefault(rule, Set.of())) {
        assertThat(told.findings(item -> masked(item, stretch)))
            .as("%s without %s", told.name(), stretch)
            .isEmpty();
      }
    }
  }

  /** A saturated sensor is there: it says too much and is not absent. */
  @Test
  void aSaturatedSensorIsNotAbsent() {
    for (Told told : positives("OBD-NOX-ABSENT")) {
      assertThat(told.findings(item -> masked(item, NOX_DOWNSTREAM, 0xFA))).isEmpty();
    }
  }

  @Test
  void nobodyIsToldOfForCardsThatNobodyKnows() {
    for (Told told : positives("OBD-TERMINALS-SEVERAL")) {
      assertThat(told.findings(item -> item.from(""))).isEmpty();
    }
  }

  /** One field of it at random; of those of which one is enough, all. */
  private static NaiveItem masked(
      NaiveItem item, String rule, List<Signal> fields, SplittableRandom random) {
    Signal field = fields.get(random.nextInt(fields.size()));
    int word = WORDS[random.nextInt(WORDS.length)];
    Set<Signal> either = EITHER.getOrDefault(rule, Set.of());
    if (!either.contains(field)) {
      return masked(item, field, word);
    }
    NaiveItem out = item;
    for (Signal one : either) {
      out = masked(out, one, word);
    }
    return out;
  }

  private static NaiveItem masked(NaiveItem item, Signal field, int word) {
    if (item.type() != 0x02) {
      return item;
    }
    byte[] body = item.body().clone();
    if (field == LOCATION_STATE) {
      body[field.at()] |= 1;
    } else {
      Arrays.fill(body, field.at(), field.at() + field.width(), (byte) 0xFF);
      // 0xFA alone is an ordinary value of one byte
      body[field.at()] = (byte) (field.width() == 1 && word == 0xFA ? 0xFC : word);
    }
    return with(item, body);
  }

  private static NaiveItem masked(NaiveItem item, Stretch stretch) {
    if (item.type() != 0x01) {
      return item;
    }
    byte[] body = item.body().clone();
    Arrays.fill(body, stretch.from(), stretch.from() + stretch.length(), (byte) 0xFF);
    return with(item, body);
  }

  private static NaiveItem with(NaiveItem item, byte[] body) {
    return new NaiveItem(item.vin(), item.second(), item.type(), body, item.trust(), item.card());
  }

  /** The cases of a rule's timelines that tell. */
  private static List<Told> positives(String rule) {
    JsonNode file = file(rule);
    byte[] set = file.get("set").toString().getBytes(StandardCharsets.UTF_8);
    RuleSet read = RuleSet.read(RuleBook.STANDARD, rule, new ByteArrayInputStream(set));
    Judge judge = new Judge(new RuleSets(RuleBook.STANDARD, List.of(read)));
    List<Told> out = new ArrayList<>();
    for (JsonNode test : file.get("cases")) {
      if (test.has("expect")) {
        out.add(new Told(judge, test));
      }
    }
    return out;
  }

  private record Told(Judge judge, JsonNode test) {
    String name() {
      return test.get("name").asText();
    }

    List<String> findings(UnaryOperator<NaiveItem> mask) {
      VehicleFacts facts = Timeline.facts(test);
      List<String> out = new ArrayList<>();
      Memory memory = judge.initial();
      for (NaiveItem item : Timeline.of(test).items) {
        NaiveItem seen = mask.apply(item);
        memory =
            judge.step(
                memory, new BodyReading(seen), seen.vin(), facts, f -> out.add(f.canonical()));
      }
      return out;
    }
  }

  private static JsonNode file(String rule) {
    String path = "/lantian/obd/rule/timelines/" + rule + ".json";
    try (InputStream in = MaskedTimelinesTest.class.getResourceAsStream(path)) {
      return new JsonMapper().readTree(Objects.requireNonNull(in, path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
