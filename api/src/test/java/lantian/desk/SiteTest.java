package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages need nothing from elsewhere and nothing inline. */
class SiteTest {
  @ParameterizedTest
  @ValueSource(strings = {"index.html", "docs.html", "desk.js", "words.js", "docs.js", "desk.css"})
  void nothingFromElsewhereAndNothingInline(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/lantian/desk/site/" + name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .doesNotContain("http://", "https://", "//cdn")
          .doesNotContain("innerHTML", "eval(", "document.write", "javascript:")
          .doesNotContainPattern("\\son\\w+=")
          .doesNotContain("style=\"", "<style");
      if (name.endsWith(".html")) {
        assertThat(text).doesNotContainPattern("<script(?![^>]*src=)").contains("lang=\"zh-CN\"");
      }
    }
  }
}
