package lantian.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every library that is shipped stands in the bill of materials under a licence we accept. */
class LicencesIT {
  /** One of several licences of a component is enough: the user may choose. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "CC0-1.0",
          "Bouncy Castle Licence");

  private static final Path TARGET = Launcher.root().resolve("deploy/target");

  @Test
  void everyShippedLibraryHasAnAcceptedLicence() throws Exception {
    List<String> refused = new ArrayList<>();
    for (JsonNode component : components()) {
      List<String> licences = licences(component);
      if (licences.stream().noneMatch(ACCEPTED::contains)) {
        refused.add(component.get("name").asText() + " " + licences);
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void theBillNamesEveryJarOfTheDistribution() throws Exception {
    List<String> named = new ArrayList<>();
    for (JsonNode component : components()) {
      named.add(component.get("name").asText() + "-" + component.get("version").asText());
    }
    try (var jars = Files.list(TARGET.resolve("lantian"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .filteredOn(jar -> jar.endsWith(".jar") && !jar.equals("lantian.jar"))
          .allMatch(jar -> named.stream().anyMatch(jar::startsWith));
    }
  }

  private static JsonNode components() throws Exception {
    Path bill = TARGET.resolve("bom.json");
    assumeThat(bill).as("the bill is only written when Maven is online").exists();
    return new ObjectMapper().readTree(bill.toFile()).get("components");
  }

  private static List<String> licences(JsonNode component) {
    List<String> out = new ArrayList<>();
    for (JsonNode entry : component.path("licenses")) {
      JsonNode licence = entry.has("license") ? entry.get("license") : entry;
      out.add(licence.path("id").asText(licence.path("name").asText("none")));
    }
    return out;
  }
}
