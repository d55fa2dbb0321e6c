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
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Shifted positions against their naive counterpart, and against vehicles that were carried. */
class ShiftedSeedTest {
  private static final JsonNode TREE = tree();
  private static final Judge JUDGE = new Judge(new RuleSets(RuleBook.STANDARD, List.of(set())));
  private static final VehicleFacts NOTHING = new VehicleFacts(null, null, null, null, null, null);

  /** What must occur among the findings, or the comparison would prove little. */
  private static final List<String> MARKS =
      List.of(
          "POSITION-SHIFTED.*OPEN",
          "POSITION-SHIFTED.*CLOSED",
          "POSITION-SHIFTED.*identityVerified\":true",
          "POSITION-SHIFTED.*identityVerified\":false");

  @RepeatedTest(60)
  void stepsLikeTheNaiveJudge(RepetitionInfo seed) {
    List<NaiveItem> copies = new ShiftedTimeline(seed.getCurrentRepetition(), false).copies();
    List<NaiveItem> merged = NaiveMerge.merge(copies).values().iterator().next();

    assertThat(stepped(merged, seed.getCurrentRepetition())).isEqualTo(naive(copies));
  }

  @Test
  void theTimelinesAreWorthJudging() {
    List<String> findings = new ArrayList<>();
    for (int seed = 1; seed <= 60; seed++) {
      findings.addAll(naive(new ShiftedTimeline(seed, false).copies()).values());
    }
    assertThat(MARKS)
        .allSatisfy(mark ->
            assertThat(findings.stream().filter(f -> f.matches(".*" + mark + ".*")).count())
                .as(mark)
                .isGreaterThan(2));
  }

  @RepeatedTest(60)
  void neverTellsOfAVehicleThatWasCarried(RepetitionInfo seed) {
    int number = seed.getCurrentRepetition();

    assertThat(stepped(new ShiftedTimeline(number, true).items(), number)).isEmpty();
  }

  private static SortedMap<String, String> naive(List<NaiveItem> copies) {
    return new NaiveJudge(List.of(TREE), vin -> second -> NOTHING).judge(copies);
  }

  /** Item by item, the memory written and read back at random points. */
  private static SortedMap<String, String> stepped(List<NaiveItem> items, long seed) {
    return Stepped.findings(JUDGE, items, second -> NOTHING, new SplittableRandom(seed), 50);
  }

  private static RuleSet set() {
    byte[] bytes = TREE.toString().getBytes(StandardCharsets.UTF_8);
    return RuleSet.read(RuleBook.STANDARD, "set", new ByteArrayInputStream(bytes));
  }

  /** The limits of the rule's timelines, but for a span in which findings end. */
  private static JsonNode tree() {
    String path = "/lantian/obd/rule/timelines/OBD-POSITION-SHIFTED.json";
    try (InputStream in = ShiftedSeedTest.class.getResourceAsStream(path)) {
      JsonNode set = new JsonMapper().readTree(Objects.requireNonNull(in)).get("set");
      JsonNode limits = set.get("rules").get("OBD-POSITION-SHIFTED").get("limits");
      ((ObjectNode) limits.get("spanSeconds")).put("value", 3000);
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
