package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lantian.obd.rule.RuleBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages need nothing from elsewhere and nothing inline, and all their words stand in one file.
 */
class SiteTest {
  private static final Path SITE = Path.of("src/main/resources/lantian/desk/site");

  /** Files that run before there are words, or that only show the contract. */
  private static final Set<String> WITHOUT_WORDS = Set.of("old-browser.js", "docs.js", "words.js");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SITE)) {
      return files.filter(file -> !file.toString().endsWith(".svg")).sorted().toList().stream();
    }
  }

  static Stream<Path> scripts() throws IOException {
    return files()
        .filter(file -> file.toString().endsWith(".js"))
        .filter(file -> !WITHOUT_WORDS.contains(file.getFileName().toString()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingFromElsewhereAndNothingInline(Path file) {
    String text = text(file);
    assertThat(text)
        .doesNotContain("http://", "https://", "//cdn")
        .doesNotContain("innerHTML", "eval(", "document.write", "javascript:", "unsafeHTML")
        .doesNotContainPattern("\\son\\w+=")
        .doesNotContain("style=", "<style");
    if (file.toString().endsWith(".html")) {
      assertThat(text).doesNotContainPattern("<script(?![^>]*src=)").contains("lang=\"zh-CN\"");
    }
  }

  /** A list shows what a rule finds by the name that its catalogue has. */
  @Test
  void everyRuleIsCalledByItsName() {
    String words = text(SITE.resolve("words.js"));
    assertThat(RuleBook.STANDARD.rules())
        .allSatisfy(rule -> {
          String name = rule.portrait().name().zh();
          String key = "breach." + rule.id().replace('-', '_');
          assertThat(words).contains("\"" + key + "\": [\"" + name + "\", ");
        });
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyWordComesFromTheWords(Path file) {
    Set<String> known = keys();
    Matcher used = Pattern.compile("\\bt\\(\"([^\"]+)\"").matcher(text(file));
    Set<String> unknown = new TreeSet<>();
    while (used.find()) {
      if (!known.contains(used.group(1))) {
        unknown.add(used.group(1));
      }
    }
    assertThat(unknown).isEmpty();
    String code = text(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
    if (!file.endsWith("figures.js") && !file.endsWith("panel.js")) {
      assertThat(code).doesNotContainPattern("[\"'>`][^\"'<>`]*\\p{IsHan}");
    }
  }

  @Test
  void everyWordHasBothLanguagesAndIsUsed() throws IOException {
    String words = text(SITE.resolve("words.js"));
    String code = String.join("\n", scripts().map(SiteTest::text).toList());
    Matcher row =
        Pattern.compile("(?s)\"([\\w-]+)\\.(\\w*)\": \\[\\s*\"([^\"]+)\",\\s*\"([^\"]+)\",?\\s*]")
            .matcher(words);
    Set<String> unused = new TreeSet<>();
    int rows = 0;
    while (row.find()) {
      rows++;
      String key = row.group(1) + "." + row.group(2);
      boolean used =
          code.contains('"' + key + '"')
              || code.contains("`" + row.group(1) + ".${")
              || (row.group(2).startsWith("issue") && code.contains("`handover.issue${"))
              || code.contains("(\"" + row.group(1) + "\"");
      if (!used) {
        unused.add(key);
      }
    }
    assertThat(rows).isEqualTo(keys().size());
    assertThat(unused).isEmpty();
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^  \"([\\w.-]+)\": \\[").matcher(text(SITE.resolve("words.js")));
    while (row.find()) {
      assertThat(keys.add(row.group(1))).as(row.group(1)).isTrue();
    }
    return keys;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
