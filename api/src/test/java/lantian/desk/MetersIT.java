package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;

/** What is scraped is what {@link DeskMeter} lists, meter by meter and label by label. */
class MetersIT {
  private static final Pattern SAMPLE = Pattern.compile("(lantian_desk_\\w+)(?:\\{(.*)})? .*");

  @Test
  void theScrapeAndTheListAreTheSame() {
    Map<String, Set<String>> listed = new TreeMap<>();
    for (DeskMeter meter : DeskMeter.values()) {
      listed.put(meter.id().replace('.', '_'), new TreeSet<>(meter.labels()));
    }
    assertThat(scraped()).isEqualTo(listed);
  }

  private static Map<String, Set<String>> scraped() {
    Map<String, Set<String>> found = new TreeMap<>();
    try (TestDesk desk = new TestDesk()) {
      desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
      desk.obd.truck(TestDesk.VIN, 1);
      desk.get("/v1/findings/export?format=csv", desk.as(Role.POLICE));
      desk.send(
          desk.request("POST", "/v1/terminals/import", desk.as(Role.ECOLOGY_LEAD))
              .setHeader("Content-Type", "text/csv")
              .POST(BodyPublishers.ofString("vin,maker\nLSZNJ01A9J0000009,某厂\n")));
      for (String line : desk.get("/metrics", null).body().split("\n", -1)) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
          String name =
              sample.group(1).replaceFirst("(_seconds)?_(total|count|sum|max|bucket)$", "");
          Set<String> labels = found.computeIfAbsent(name, n -> new TreeSet<>());
          String given = sample.group(2);
          if (given != null) {
            Arrays.stream(given.split(",", -1))
                .map(label -> label.substring(0, label.indexOf('=')))
                .forEach(labels::add);
          }
        }
      }
    }
    return found;
  }
}
