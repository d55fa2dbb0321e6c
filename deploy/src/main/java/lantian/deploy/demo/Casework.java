package lantian.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.desk.access.Account;
import lantian.desk.access.Accounts;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Two ecology officers who take one case all the way to a list (演示办案): reviewed by one, confirmed
 * and referred by the other, frozen into a list that waits for the receipt of the police. All other
 * cases are left to whoever looks at the demo.
 */
final class Casework {
  private static final NewAccount FIRST =
      new NewAccount("demo.first", "演示剧本初审", Role.ECOLOGY, null, null);
  private static final NewAccount SECOND =
      new NewAccount("demo.second", "演示剧本复核", Role.ECOLOGY_LEAD, null, null);
  private static final String REASON = "演示：证据完整，曲线与线索一致";
  private static final int MOST_TRIES = 5;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String desk;
  private final Accounts accounts;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Officer first;
  private @Nullable Officer second;
  private int tries;
  private boolean done;

  /** Nobody has signed in yet. */
  Casework(String desk, Accounts accounts) {
    this.desk = desk.replaceFirst("/$", "");
    this.accounts = accounts;
  }

  /**
   * A list that waits for receipt.
   *
   * @param number number of the list
   * @param rows how many cases it holds
   * @param hash its hash, hex
   */
  record Waiting(String number, int rows, String hash) {}

  /** Looks for a case that can be referred; the list, once. */
  Optional<Waiting> look() throws InterruptedException {
    if (done || tries == MOST_TRIES) {
      return Optional.empty();
    }
    if (first == null || second == null) {
      first = signedIn(FIRST);
      second = signedIn(SECOND);
    }
    for (JsonNode row : first.get("/v1/cases?state=candidate&limit=1").body().get("rows")) {
      tries++; // A case whose gates are shut is left where it stands.
      String id = row.get("id").asText();
      if (refer(first, second, "/v1/cases/" + id)) {
        done = true;
        return Optional.of(issued(second, id));
      }
    }
    return Optional.empty();
  }

  private static Waiting issued(Officer officer, String id) throws InterruptedException {
    Map<String, Object> wanted = Map.of("kind", "VIOLATIONS", "cases", List.of(id));
    JsonNode list = officer.post("/v1/lists", wanted).body();
    return new Waiting(
        list.get("number").asText(), list.get("count").asInt(), list.get("hash").asText());
  }

  private static boolean refer(Officer first, Officer second, String path)
      throws InterruptedException {
    return step(first, path, "review")
        && step(second, path, "confirm")
        && step(second, path, "refer");
  }

  private static boolean step(Officer officer, String path, String move)
      throws InterruptedException {
    return officer.move(path, officer.get(path).tag(), move, REASON);
  }

  private Officer signedIn(NewAccount person) throws InterruptedException {
    String once =
        accounts
            .byName(person.name())
            .map(Account::id)
            .flatMap(accounts::resetPassword)
            .orElseGet(() -> accounts.create(person));
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String password = "Play-" + HexFormat.of().formatHex(bytes);
    return Officer.signedIn(client, desk, person.name(), once, password);
  }
}
