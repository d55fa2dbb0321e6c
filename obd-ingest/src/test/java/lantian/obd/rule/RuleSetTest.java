package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule-set files: what is refused, and which set is in force when. */
class RuleSetTest {
  private static final String NAME = "OBD-SCREEN-1.json";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "title":               | "titel":               | unknown key "titel", did you mean "title"?
          "OBD-MIL-LASTING": {   | "OBD-MIL-LASTNG": {    | unknown key "OBD-MIL-LASTNG", did you mean "OBD-MIL-LASTING"?
          "holdSeconds":         | "holdSecond":          | unknown key "holdSecond", did you mean "holdSeconds"?
          "hours": {             | "extra": { "value": 1, "source": "x", "verified": false }, "hours": { | unknown key "extra"
          "law": {               | "lwa": {               | unknown key "lwa", did you mean "law"?
          "value": 24,           | "valeu": 24,           | unknown key "valeu", did you mean "value"?
          "value": 24,           | "value": "24",         | hours must be a number
          "value": 24,           | "value": 0,            | hours must be a number from
          "value": 24,           | "value": NaN,          | Non-standard token 'NaN'
          "value": 24,           | "value": 1e400,        | hours must be a number from
          "value": 600, "source" | "value": 600.5, "source" | must be a whole number
          "value": 24, "source": "OBD specification 11: MIL on > 24 driving hours" | "value": 24 | source is missing
          driving hours", "verified": false | driving hours" | verified is missing
          driving hours", "verified": false | x", "verified": "no" | verified must be true or false
          "V": 500,              | "V": "500",            | ppm must be a number
          "from": "2018-07-01"   | "from": "2018-7-1"     | from must be a day like 2026-07-01
          "id": "OBD-SCREEN-1"   | "id": "规则"            | id must have 1 to 64
          "hours": {             | "hours": 1, "hours": { | Duplicate field 'hours'
          """)
  void refuses(String old, String changed, String message) {
    String text = builtIn();
    assertThat(text).contains(old);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text.replaceFirst(java.util.regex.Pattern.quote(old), changed)))
        .withMessageStartingWith(NAME)
        .withMessageContaining(message);
  }

  @Test
  void takesTheFileAsItStands() {
    assertThatCode(() -> read(builtIn())).doesNotThrowAnyException();
  }

  @Test
  void everyBuiltInFileIsInTheIndexAndNothingElse() throws IOException {
    Path folder = Path.of("src/main/resources/lantian/obd/rules");
    try (Stream<Path> files = Files.list(folder)) {
      List<String> there =
          files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".json")).toList();
      assertThat(Files.readAllLines(folder.resolve("index.txt")))
          .containsExactlyInAnyOrderElementsOf(there);
    }
    assertThat(RuleSets.builtIn().list()).isNotEmpty();
  }

  @Test
  void whatIsFromMemoryIsNotCalledVerified() {
    for (RuleSet set : RuleSets.builtIn().list()) {
      for (String rule : RuleBook.STANDARD.ids()) {
        RuleSet.Block block = set.block(rule);
        if (block != null) {
          assertThat(block.law().verified()).as(rule).isFalse();
          assertThat(block.rows()).as(rule).noneMatch(Limit::verified);
        }
      }
    }
  }

  @Test
  void theLatestSetOfTheProgramHasEveryRule() {
    RuleSet latest = RuleSets.builtIn().list().getLast();
    assertThat(RuleBook.STANDARD.ids()).allMatch(rule -> latest.block(rule) != null);
  }

  @Test
  void theLatestSetBegunIsInForce() {
    RuleSets sets = Seeded.sets();
    long second = sets.list().get(1).fromSecond();

    assertThat(Objects.requireNonNull(sets.at(second)).id()).isEqualTo("SEEDED-2");
    assertThat(Objects.requireNonNull(sets.at(second - 1)).id()).isEqualTo("SEEDED-1");
    assertThat(sets.at(0)).isNull();
    assertThat(second).as("midnight in the city").isEqualTo(1_772_380_800L);
  }

  @Test
  void aRuleWithoutBlockIsNotInForce() {
    RuleSet set = Objects.requireNonNull(Seeded.sets().named("SEEDED-3"));

    assertThat(set.block("OBD-MIL-LASTING")).isNull();
    assertThat(set.block("OBD-NOX-LASTING")).isNotNull();
  }

  @Test
  void twoSetsOfOneDayAreRefused() {
    RuleSet one = read(builtIn());
    RuleSet other = read(builtIn().replaceFirst("OBD-SCREEN-1", "OBD-SCREEN-2"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleSets(RuleBook.STANDARD, List.of(one, other)))
        .withMessageContaining("share id or first day");
  }

  private static RuleSet read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return RuleSet.read(RuleBook.STANDARD, NAME, new ByteArrayInputStream(bytes));
  }

  private static String builtIn() {
    try (InputStream in = RuleSetTest.class.getResourceAsStream("/lantian/obd/rules/" + NAME)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
