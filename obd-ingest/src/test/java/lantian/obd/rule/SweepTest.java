package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep tells for each value what a set with that value tells. */
class SweepTest {
  private static final String RULE = "OBD-NOX-LASTING";
  private static final List<BigDecimal> VALUES = numbers("30", "60.5", "120", "240");

  @TempDir Path folder = Path.of("unset");

  @Test
  void eachValueTellsWhatASetWithItTells() throws IOException {
    Sweep sweep = new Sweep(Sweep.Target.of(RULE + ".holdSeconds"), numbers("30", "60", "120"));
    Judge swept = new Judge(sweep.read(files()));
    Map<BigDecimal, Integer> told = new TreeMap<>();
    for (long seed = 1; seed <= 60; seed++) {
      HardTimeline timeline = new HardTimeline(seed);
      List<Finding> all = judged(swept, timeline);
      for (BigDecimal value : sweep.values()) {
        List<String> here =
            all.stream()
                .filter(finding -> finding.rule().equals(sweep.id(value)))
                .map(SweepTest::figures)
                .toList();
        assertThat(here).isEqualTo(figures(new Judge(with("holdSeconds", value)), timeline));
        told.merge(value, here.size(), Integer::sum);
      }
    }
    assertThat(new ArrayList<>(told.values())).isSortedAccordingTo((a, b) -> b - a);
    assertThat(told.get(new BigDecimal("30"))).isGreaterThan(told.get(new BigDecimal("120")));
  }

  @Test
  void aPartOfALimitIsSweptAndTheOthersStay() throws IOException {
    Sweep sweep = new Sweep(Sweep.Target.of(RULE + ".ppm.VI"), VALUES);
    RuleSet first = sweep.read(files()).list().getFirst();
    RuleSet.Block block = Objects.requireNonNull(first.block(sweep.id(new BigDecimal("60.5"))));
    assertThat(block.rows().getFirst().value()).contains("VI 60.5").contains("V 500");
  }

  @Test
  void whatCannotBeSweptIsRefusedInOneLine() {
    refused("NONE.ppm", VALUES, "no rule NONE");
    refused(RULE + ".pmp", VALUES, "OBD-NOX-LASTING.pmp is missing");
    refused(RULE + ".ppm", VALUES, "no number at OBD-NOX-LASTING.ppm");
    refused(RULE + ".ppm.VII", VALUES, "no number at OBD-NOX-LASTING.ppm.VII");
    refused(RULE + ".holdSeconds", numbers("-1"), "holdSeconds must be a number from");
    refused(RULE + ".holdSeconds", List.of(), "1 to 20 values");
    refused(RULE, VALUES, "must be RULE.LIMIT");
    refused(
        RULE + ".holdSeconds",
        Stream.iterate(BigDecimal.ONE, value -> value.add(BigDecimal.ONE)).limit(21).toList(),
        "1 to 20 values");
  }

  @Test
  void valuesAreSortedAndEachIsThereOnce() {
    Sweep sweep = new Sweep(Sweep.Target.of(RULE + ".holdSeconds"), numbers("60", "30.0", "30"));
    assertThat(sweep.values()).containsExactly(new BigDecimal("3E+1"), new BigDecimal("6E+1"));
    assertThat(sweep.id(sweep.values().getFirst())).isEqualTo(RULE + "=30");
  }

  private void refused(String target, List<BigDecimal> values, String says) {
    assertThatThrownBy(() -> new Sweep(Sweep.Target.of(target), values).read(files()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (var tree : Seeded.trees()) {
      Path file = folder.resolve(tree.get("id").asText() + ".json");
      Files.writeString(file, tree.toString());
      files.add(file);
    }
    return files;
  }

  private static RuleSets with(String limit, BigDecimal value) {
    List<RuleSet> sets = new ArrayList<>();
    for (var tree : Seeded.trees()) {
      ((ObjectNode) tree.get("rules").get(RULE).get("limits").get(limit)).put("value", value);
      sets.add(
          RuleSet.read(
              RuleBook.STANDARD,
              "varied",
              new ByteArrayInputStream(
                  tree.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }
    return new RuleSets(RuleBook.STANDARD, sets);
  }

  private static List<String> figures(Judge judge, HardTimeline timeline) {
    return judged(judge, timeline).stream()
        .filter(finding -> finding.rule().equals(RULE))
        .map(SweepTest::figures)
        .toList();
  }

  private static String figures(Finding finding) {
    return finding.state()
        + " "
        + finding.start()
        + " "
        + finding.last()
        + " "
        + finding.measured()
        + " "
        + finding.reason().zh();
  }

  private static List<Finding> judged(Judge judge, HardTimeline timeline) {
    List<Finding> out = new ArrayList<>();
    Memory memory = judge.initial();
    for (NaiveItem item : timeline.items()) {
      memory =
          judge.step(
              memory, new BodyReading(item), item.vin(), timeline.factsAt(item.second()), out::add);
    }
    return out;
  }

  private static List<BigDecimal> numbers(String... texts) {
    return Stream.of(texts).map(BigDecimal::new).toList();
  }
}
