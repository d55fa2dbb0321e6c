package lantian.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import lantian.deploy.proof.Proof;
import lantian.deploy.server.Ledgers;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.RootKeys;
import org.bson.Document;

/** What else has to be there and whole when cases stand as they do. */
final class CaseAftermath {
  private static final Set<String> SEALED = Set.of("confirm", "refer");

  private final MongoDatabase database;
  private final Duration patience;

  CaseAftermath(MongoDatabase database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  /** Looks for something; null while it is not there. */
  interface Awaited<T> {
    @org.jspecify.annotations.Nullable
    T look();
  }

  static <T> T awaited(Duration patience, Awaited<T> awaited) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      T found = awaited.look();
      if (found != null) {
        return found;
      }
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * Checks cases and everything that goes with them.
   *
   * @param cases as the desk shows them
   * @param data folder of the server
   */
  void nothingElseSuffered(List<JsonNode> cases, Path data) throws Exception {
    for (JsonNode one : cases) {
      String id = one.get("id").asText();
      JsonNode events = one.get("events");
      List<Long> expected = new ArrayList<>();
      List<String> sealing = new ArrayList<>();
      for (JsonNode event : events) {
        expected.add(event.get("seq").asLong());
        if (SEALED.contains(event.get("move").asText())) {
          sealing.add(event.get("move").asText());
        }
      }
      awaited(patience, () -> told(id).size() >= expected.size() ? id : null);
      assertThat(told(id)).as("each told once, in order").isEqualTo(expected);
      awaited(patience, () -> sealed(id).equals(sealing) ? id : null);
      begun(id, events);
    }
    assertThat(ids()).doesNotHaveDuplicates();
    List<Flaw> flaws =
        Proof.of(
                Ledgers.of(database, null),
                data.resolve("pins"),
                RootKeys.read(data.resolve("pins/keys")),
                List.of(),
                records -> {})
            .flaws();
    // The copied findings follow from no vehicle-day; all else has to be whole.
    assertThat(flaws).filteredOn(flaw -> !flaw.ledger().equals("findings")).isEmpty();
  }

  private List<Long> told(String id) {
    return database
        .getCollection("desk_outbox")
        .find(new Document("source", id))
        .sort(new Document("_id", 1))
        .map(event -> event.getLong("number"))
        .into(new ArrayList<>());
  }

  private List<String> ids() {
    return database
        .getCollection("desk_outbox")
        .find()
        .map(event -> event.getString("id"))
        .into(new ArrayList<>());
  }

  private List<String> sealed(String id) {
    return new ManifestBook(database, InstantSource.system())
        .of(id).stream().map(Manifest::content).map(content -> content.event().move()).toList();
  }

  /** Nothing stands that no record tells of. */
  private void begun(String id, JsonNode events) {
    Set<String> moves =
        database
            .getCollection("desk_audit")
            .find(new Document("object", id).append("act", "CASE_MOVED"))
            .map(record -> String.valueOf(record.getString("reason")))
            .into(new ArrayList<>())
            .stream()
            .collect(Collectors.toSet());
    for (JsonNode event : events) {
      if (event.get("actor").get("kind").asText().equals("USER")) {
        assertThat(moves).as("audit of " + id).contains(event.get("move").asText());
      }
    }
  }
}
