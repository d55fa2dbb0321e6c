package lantian.desk.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Clocks;
import lantian.desk.sheet.EvidenceSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk that starts can print every sheet: its texts are checked with the typefaces then. */
class CaseSheetTest {
  private static final CaseTable TABLE = CaseTable.builtIn(Clocks.builtIn());
  private static final Pattern WORDS = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void everyTextCanBeSet() {
    assertThatCode(() -> new CaseSheet(TABLE, Optional::empty)).doesNotThrowAnyException();
    assertThat(CaseSheet.labels(TABLE)).contains("确认", "维修", "违法地点", "黄", "公安交管");
  }

  @Test
  void aLetterWithoutAGlyphKeepsTheDeskFromStarting() {
    List<String> labels = List.of("号牌", "号\ue000");
    assertThatThrownBy(() -> new EvidenceSheet(labels))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("号\ue000");
  }

  /** What a line of the source can put on a sheet is among the checked texts. */
  @ParameterizedTest
  @ValueSource(strings = {"CaseSheet", "SheetTicks"})
  void everyTextOfTheSourceIsChecked(String name) throws IOException {
    String source = Files.readString(Path.of("src/main/java/lantian/desk/route", name + ".java"));
    String checked = String.join("", CaseSheet.labels(TABLE));
    Set<String> missing = new TreeSet<>();
    Matcher words = WORDS.matcher(source);
    while (words.find()) {
      words
          .group(1)
          .codePoints()
          .filter(letter -> letter > 0x7f && checked.indexOf(letter) < 0)
          .forEach(letter -> missing.add(Character.toString(letter)));
    }
    assertThat(missing).isEmpty();
  }
}
