package lantian.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page that a page of the project links to is there. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)]*)?\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
        String target = link.group(1);
        if (ELSEWHERE.matcher(target).matches()) {
          continue;
        }
        links++;
        if (!Files.exists(page.resolveSibling(target))) {
          dead.add(Launcher.root().relativize(page) + " → " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).as("links looked at").isGreaterThan(20);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all =
        Files.find(Launcher.root(), 8, (path, _) -> path.toString().endsWith(".md"))) {
      return all.filter(path -> !path.toString().contains("/target/"))
          .filter(path -> !path.toString().contains("/.local/"))
          .toList();
    }
  }
}
