package lantian.desk.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;

/** The page of rights is what the contract says; a new one is written to target if it is not. */
class RightsPageTest {
  private static final String HEAD =
      """
      # Who may do what (权限表)

      Made from `openapi.yaml` by `RightsPageTest`, which compares; after a change copy `api/target/rights.md` here.
      What each role gets is asserted cell by cell against `role-matrix.csv` (routes) and `object-matrix.csv` (objects of foreign counties and organisations) of the tests, which people keep by hand.

      ● may · ◐ may, personal data stays masked · empty: refused and recorded. Columns of persons and of machine keys are alike, but where *persons* stands keys are refused, and an administrator has no key.
      *key* takes an Idempotency-Key. Roles that see what belongs to their own organisation only: @own. Whoever is of a county sees that county only.

      """;

  @Test
  void thePageIsAsTheContract() throws IOException {
    Vertx vertx = Vertx.vertx();
    String made;
    try {
      made = page(Contract.load(vertx).endpoints());
    } finally {
      vertx.close();
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "rights.md"), made);
    assertThat(made)
        .as("copy api/target/rights.md to deploy/docs/rights.md")
        .isEqualTo(Files.readString(Path.of("..", "deploy", "docs", "rights.md")));
  }

  private static String page(List<Endpoint> endpoints) {
    List<String> own = new ArrayList<>();
    StringBuilder head = new StringBuilder("| operation | data |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (Role role : Role.values()) {
      head.append(' ').append(role.zh()).append(" |");
      rule.append("---|");
      if (role.ownOnly()) {
        own.add(role.zh());
      }
    }
    StringBuilder page = new StringBuilder(HEAD.replace("@own", String.join("、", own)));
    page.append(head).append(" recorded as | |\n").append(rule).append("---|---|\n");
    endpoints.stream()
        .sorted(java.util.Comparator.comparing(Endpoint::id))
        .forEach(endpoint -> page.append(row(endpoint)));
    return page.toString();
  }

  private static String row(Endpoint endpoint) {
    StringBuilder row = new StringBuilder("| `" + endpoint.id() + "` | ");
    row.append(endpoint.data().name().toLowerCase(Locale.ROOT)).append(" |");
    for (Role role : Role.values()) {
      boolean may = endpoint.anyone() || endpoint.roles().contains(role);
      boolean masked = endpoint.data() == DataClass.PERSONAL && !endpoint.unmasked().contains(role);
      row.append(may ? masked ? " ◐ |" : " ● |" : " |");
    }
    List<String> notes = new ArrayList<>();
    if (endpoint.anyone()) {
      notes.add("open to anyone");
    }
    if (endpoint.peopleOnly()) {
      notes.add("persons");
    }
    if (endpoint.retry() != Endpoint.Retry.FREE) {
      notes.add("key");
    }
    return row.append(' ')
        .append(endpoint.act() == null ? "" : "`" + endpoint.act() + "`")
        .append(" | ")
        .append(String.join(", ", notes))
        .append(" |\n")
        .toString();
  }
}
