package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.nox.ModelCensus;
import lantian.obd.rule.nox.ModelLimits;
import lantian.obd.rule.nox.ModelMeasure;
import lantian.obd.rule.nox.ModelNox;
import lantian.proto.Vin;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * A fleet of one model with a liar in it: limits are computed from all of them, and only the liar
 * is told of, wherever it stands in the fleet.
 */
class ModelFleetTest {
  private static final String MODEL = "LT49-VI";
  private static final VehicleFacts FACTS =
      new VehicleFacts("VI", null, null, null, null, null, null, MODEL, null);
  private static final ModelCensus.Terms TERMS = new ModelCensus.Terms(10, 3, 60);
  private static final int VEHICLES = 12;
  private static final int DAYS = 4;

  /** 2026-12-07 06:00:00 +08:00. */
  private static final long MORNING = 1_796_594_400L;

  /** What a forged sensor before the SCR makes of the truth. */
  private interface Lie {
    double told(double ppm);
  }

  @RepeatedTest(8)
  void onlyTheLiarIsToldOf(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    int liar = random.nextInt(VEHICLES);
    Lie lie = random.nextBoolean() ? ppm -> 0.25 * ppm : ppm -> 40 + 0.02 * ppm;
    List<List<NaiveItem>> fleet = fleet(random, liar, lie);
    Judge judge = judge(census(fleet, 1).figures(TERMS));
    for (int i = 0; i < VEHICLES; i++) {
      List<Finding> told = judged(judge, fleet.get(i), FACTS);
      assertThat(told).as("vehicle %d, liar %d", i, liar).hasSize(i == liar ? 1 : 0);
      told.forEach(finding -> {
        assertThat(finding.measured()).isGreaterThan(finding.limit());
        assertThat(finding.limit()).isBetween(40.0, 60.1);
      });
    }
  }

  /** An emulator made for the model is what this can't see. */
  @Test
  void aLiarThatSaysWhatIsUsualIsNot() {
    SplittableRandom random = new SplittableRandom(77);
    List<List<NaiveItem>> fleet = fleet(random, 3, ppm -> 0.8 * ppm);
    assertThat(judged(judge(census(fleet, 1).figures(TERMS)), fleet.get(3), FACTS)).isEmpty();
  }

  @Test
  void nobodyOfAnotherModelIsToldOf() {
    SplittableRandom random = new SplittableRandom(78);
    List<List<NaiveItem>> fleet = fleet(random, 3, ppm -> 0.1 * ppm);
    Judge judge = judge(census(fleet, 1).figures(TERMS));
    VehicleFacts other =
        new VehicleFacts("VI", null, null, null, null, null, null, "LT25-VI", null);
    assertThat(judged(judge, fleet.get(3), FACTS)).hasSize(1);
    assertThat(judged(judge, fleet.get(3), other)).isEmpty();
    assertThat(judged(judge, fleet.get(3), VehicleFacts.UNKNOWN)).isEmpty();
  }

  @Test
  void tooFewVehiclesGiveNoLimits() {
    SplittableRandom random = new SplittableRandom(79);
    List<List<NaiveItem>> fleet = fleet(random, 0, ppm -> ppm);
    ModelCensus.Figures nine = census(fleet.subList(0, 9), 1).figures(TERMS).getFirst();
    assertThat(nine.vehicles()).isEqualTo(9);
    assertThat(nine.norms()).isEmpty();
    ModelCensus.Figures ten = census(fleet.subList(0, 10), 1).figures(TERMS).getFirst();
    assertThat(ten.norms()).hasSizeGreaterThan(2);
  }

  @Test
  void whatNobodyProvedIsNotMeasured() {
    SplittableRandom random = new SplittableRandom(80);
    assertThat(census(fleet(random, 0, ppm -> ppm), 0).figures(TERMS)).isEmpty();
  }

  /** Fuel a revolution decides the class; what one vehicle shows is the median of its days. */
  @Test
  void aVehicleIsMeasuredByItsMedianDay() {
    List<NaiveItem> items = new ArrayList<>();
    int[] ppm = {300, 900, 310};
    for (int day = 0; day < ppm.length; day++) {
      for (int i = 0; i < 4000; i++) {
        int fuel = i < 2500 ? 300 : 500; // 15 and 25 L/h at 1400 rpm: 178 and 297 mm³
        byte[] body = new StreamBody().fuel(fuel).upstream(StreamBody.ppm(ppm[day])).bytes();
        items.add(new NaiveItem(vin(0), MORNING + day * 86_400L + i, 2, body, 1));
      }
    }
    ModelMeasure measure = new ModelMeasure(limits());
    items.forEach(item -> measure.take(new BodyReading(item), FACTS));
    assertThat(measure.finish()).isEqualTo(Map.of(MODEL, Map.of(1, 310_000L, 2, 310_000L)));
  }

  @Test
  void aVehicleFiledAnewIsMeasuredUnderBothModels() {
    SplittableRandom random = new SplittableRandom(81);
    List<NaiveItem> items = drive(random, 0, 1, ppm -> ppm, DAYS);
    VehicleFacts other =
        new VehicleFacts("VI", null, null, null, null, null, null, "LT25-VI", null);
    ModelMeasure measure = new ModelMeasure(limits());
    for (NaiveItem item : items) {
      measure.take(new BodyReading(item), item.second() < MORNING + 2 * 86_400 ? FACTS : other);
    }
    assertThat(measure.finish()).containsOnlyKeys(MODEL, "LT25-VI");
  }

  /** Filed anew in the middle of a day, while the load stays as it is. */
  @Test
  void aStayAtALoadEndsWithTheModel() {
    VehicleFacts other =
        new VehicleFacts("VI", null, null, null, null, null, null, "LT25-VI", null);
    ModelMeasure measure = new ModelMeasure(limits());
    for (int i = 0; i < 4600; i++) {
      int fuel = i < 1300 || i >= 3300 ? 300 : 500;
      byte[] body = new StreamBody().fuel(fuel).upstream(StreamBody.ppm(400)).bytes();
      NaiveItem item = new NaiveItem(vin(0), MORNING + i, 2, body, 1);
      measure.take(new BodyReading(item), i < 2300 ? FACTS : other);
    }
    Map<Integer, Long> both = Map.of(1, 400_000L, 2, 400_000L);
    assertThat(measure.finish()).isEqualTo(Map.of(MODEL, both, "LT25-VI", both));
  }

  @Test
  void limitsThatContradictEachOtherAreRefused() {
    refused("{\"A\":{\"1\":500}}", "{}", "must name the same models");
    refused("{\"A\":{\"1\":500,\"2\":600}}", "{\"A\":{\"1\":200}}", "the same classes of A");
    refused("{\"A\":{\"1\":500}}", "{\"A\":{\"1\":500}}", "class 1 must lie below the usual");
    refused("{\"A\":{\"9\":500}}", "{\"A\":{\"9\":200}}", "a class is a number from 1 to 8");
    refused("{\" A\":{\"1\":500}}", "{\" A\":{\"1\":200}}", "no vehicle can be filed");
    refused("{\"A\":{}}", "{\"A\":{}}", "at least one number");
    refused("{\"A\":{\"1\":0.5}}", "{\"A\":{\"1\":0.1}}", "must be a number from");
  }

  private static void refused(String usual, String least, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(rows(usual), rows(least)))
        .withMessageStartingWith("FLEET.OBD-NOX-UNLIKE-MODEL: ")
        .withMessageContaining(message);
  }

  @Test
  void everyModelIsARowWithItsOwnSource() {
    RuleSet set = set(rows("{\"A\":{\"1\":500}}"), rows("{\"A\":{\"1\":200}}"));
    assertThat(Objects.requireNonNull(set.block(ModelNox.ID)).rows())
        .contains(new Limit("usualPpm.A", "1 500", "ppm", "test", false));
  }

  private static ObjectNode rows(String values) {
    ObjectNode out = new JsonMapper().createObjectNode();
    json(values)
        .properties()
        .forEach(e ->
            out.putObject(e.getKey())
                .put("source", "test")
                .put("verified", false)
                .set("value", e.getValue()));
    return out;
  }

  private static ModelCensus census(List<List<NaiveItem>> fleet, int trust) {
    ModelCensus census = new ModelCensus();
    for (List<NaiveItem> items : fleet) {
      ModelMeasure measure = new ModelMeasure(limits());
      for (NaiveItem item : items) {
        NaiveItem seen = new NaiveItem(item.vin(), item.second(), item.type(), item.body(), trust);
        measure.take(new BodyReading(seen), FACTS);
      }
      census.add(measure.finish());
    }
    return census;
  }

  private static List<List<NaiveItem>> fleet(SplittableRandom random, int liar, Lie lie) {
    List<List<NaiveItem>> out = new ArrayList<>();
    for (int i = 0; i < VEHICLES; i++) {
      double own = 0.9 + 0.2 * random.nextDouble();
      out.add(drive(random, i, own, i == liar ? lie : ppm -> ppm, DAYS));
    }
    return out;
  }

  /** Days of hot driving at loads that stay for some seconds; NOx rises with the load. */
  private static List<NaiveItem> drive(
      SplittableRandom random, int vehicle, double own, Lie lie, int days) {
    List<NaiveItem> out = new ArrayList<>();
    for (int day = 0; day <= days; day++) {
      int fuel = 300;
      double felt = 300;
      for (int i = 0; i < (day == days ? 1 : 4000); i++) {
        fuel = random.nextInt(15) == 0 ? 150 + random.nextInt(500) : fuel;
        felt += (own * (120 + 1.1 * fuel) - felt) / 3;
        double ppm = lie.told(felt * (1 + 0.02 * random.nextGaussian()));
        byte[] body = new StreamBody().fuel(fuel).upstream(StreamBody.ppm(ppm)).bytes();
        out.add(new NaiveItem(vin(vehicle), MORNING + day * 86_400L + i, 2, body, 1));
      }
    }
    return out;
  }

  private static Vin vin(int vehicle) {
    return new Vin("LSYNTEST3N00000%02d".formatted(vehicle));
  }

  private static List<Finding> judged(Judge judge, List<NaiveItem> items, VehicleFacts facts) {
    List<Finding> out = new ArrayList<>();
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory = judge.step(memory, new BodyReading(item), item.vin(), facts, out::add);
    }
    return out;
  }

  private static Judge judge(List<ModelCensus.Figures> figures) {
    ObjectNode usual = new JsonMapper().createObjectNode();
    ObjectNode least = new JsonMapper().createObjectNode();
    for (ModelCensus.Figures one : figures) {
      one.norms()
          .forEach((load, norm) -> {
            usual.withObjectProperty(one.model()).put("" + load, norm.usual() / 1000.0);
            least.withObjectProperty(one.model()).put("" + load, norm.least() / 1000.0);
          });
    }
    RuleSet set = set(rows(usual.toString()), rows(least.toString()));
    return new Judge(new RuleSets(RuleBook.STANDARD, List.of(set)));
  }

  private static ModelLimits limits() {
    ObjectNode none = new JsonMapper().createObjectNode();
    return (ModelLimits) Objects.requireNonNull(set(none, none).block(ModelNox.ID)).limits();
  }

  /** The built-in block with these models, as the only rule. */
  private static RuleSet set(JsonNode usual, JsonNode least) {
    ObjectNode set = (ObjectNode) json(builtIn());
    ObjectNode block = (ObjectNode) set.get("rules").get(ModelNox.ID);
    ObjectNode limits = (ObjectNode) block.get("limits");
    limits.set("usualPpm", usual);
    limits.set("leastPpm", least);
    set.putObject("rules").set(ModelNox.ID, block);
    byte[] bytes = set.toString().getBytes(StandardCharsets.UTF_8);
    return RuleSet.read(RuleBook.STANDARD, "FLEET", new ByteArrayInputStream(bytes));
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String builtIn() {
    String path = "/lantian/obd/rules/OBD-SCREEN-2.json";
    try (InputStream in = ModelFleetTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
