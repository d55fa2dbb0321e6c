package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.ValidationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lantian.deploy.Launcher;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import lantian.deploy.server.Clients;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserIT {
  @TempDir Path folder = Path.of("unset");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Database running;

  @BeforeEach
  void startTheDatabase() {
    running =
        Database.own(
            folder, MongoSettings.defaults(), () -> MongodBinary.find(Launcher.root(), line -> {}));
  }

  @AfterEach
  void stopTheDatabase() {
    running.close();
  }

  @Test
  void anAccountIsAddedResetAndListedBesideARunningServer() throws Exception {
    Spoken added = user("add", "chen.li", "--role", "police", "--display", "陈丽", "--json");
    assertThat(added.exitCode()).as(added.err()).isZero();
    String first = new ObjectMapper().readTree(added.out()).get("oneTimePassword").asText();
    assertThat(first).hasSizeGreaterThanOrEqualTo(12);

    Spoken reset = user("reset", "chen.li", "--json");
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(reset.out()).doesNotContain(first);

    Spoken list = user("list");
    assertThat(list.out()).contains("chen.li").contains("POLICE").contains("陈丽");
    assertThat(user("list", "--json").out()).doesNotContain("assword\":\"");
  }

  @Test
  void aResetEndsTheSessionsOfThatAccount() {
    assertThat(user("add", "chen.li", "--role", "police").exitCode()).isZero();
    try (MongoClient client = Clients.open(running.uri(), "test", 2, Duration.ofSeconds(20))) {
      MongoDatabase stored = client.getDatabase(MongoSettings.defaults().database());
      Document account =
          Objects.requireNonNull(
              stored.getCollection("desk_users").find(new Document("name", "chen.li")).first());
      var sessions = stored.getCollection("desk_sessions");
      sessions.insertOne(new Document("_id", "hers").append("user", account.getString("_id")));
      sessions.insertOne(new Document("_id", "another's").append("user", "somebody"));
      assertThat(user("reset", "chen.li").exitCode()).isZero();
      assertThat(sessions.find().map(session -> session.getString("_id")))
          .containsExactly("another's");
    }
  }

  @Test
  void mistakesAreOneLineEach() {
    assertThat(user("add", "chen.li", "--role", "station", "--organisation", "东环检测站").exitCode()).isZero();
    refused(1, "taken", "add", "chen.li", "--role", "station", "--organisation", "东环检测站");
    refused(1, "no account nobody", "reset", "nobody");
    refused(2, "3 to 40", "add", "X", "--role", "station");
    refused(2, "--role", "add", "somebody", "--role", "king");
    refused(2, "organisation", "add", "maker", "--role", "integrator");
  }

  @Test
  void whatChangesAnAccountIsRecordedBeforeAndAfterwards() {
    assertThat(user("add", "chen.li", "--role", "police").exitCode()).isZero();
    assertThat(recorded("USER_CREATED")).containsExactly("BEGUN", "DONE");
    refused(1, "taken", "add", "chen.li", "--role", "police");
    assertThat(recorded("USER_CREATED")).containsExactly("BEGUN", "DONE", "BEGUN", "REFUSED");
    refused(2, "3 to 40", "add", "X", "--role", "station");
    assertThat(recorded("USER_CREATED")).as("nothing was begun").hasSize(4);

    assertThat(user("reset", "chen.li").exitCode()).isZero();
    assertThat(recorded("PASSWORD_RESET")).containsExactly("BEGUN", "DONE");
    refused(1, "no account nobody", "reset", "nobody");
    assertThat(recorded("PASSWORD_RESET")).hasSize(2);
  }

  /** Before, not only as well: what stops the act in the middle leaves the first record. */
  @Test
  void anActThatFailsHasItsRecordAlready() {
    try (MongoClient client = Clients.open(running.uri(), "test", 2, Duration.ofSeconds(20))) {
      MongoDatabase stored = client.getDatabase(MongoSettings.defaults().database());
      stored.createCollection(
          "desk_users",
          new CreateCollectionOptions()
              .validationOptions(
                  new ValidationOptions().validator(new Document("name", "nobody"))));
      assertThat(user("add", "chen.li", "--role", "police").exitCode()).isNotZero();
      assertThat(stored.getCollection("desk_users").countDocuments()).isZero();
    }
    assertThat(recorded("USER_CREATED")).containsExactly("BEGUN", "FAILED");
  }

  private List<String> recorded(String act) {
    try (MongoClient client = Clients.open(running.uri(), "test", 2, Duration.ofSeconds(20))) {
      return client
          .getDatabase(MongoSettings.defaults().database())
          .getCollection("desk_audit")
          .find(new Document("act", act))
          .sort(new Document("_id", 1))
          .map(row -> row.getString("outcome"))
          .into(new ArrayList<>());
    }
  }

  private void refused(int exitCode, String expected, String... arguments) {
    Spoken spoken = user(arguments);
    assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(exitCode);
    assertThat(spoken.err().strip().lines()).singleElement().asString().contains(expected);
  }

  private Spoken user(String... arguments) {
    String[] whole = new String[arguments.length + 3];
    whole[0] = "user";
    System.arraycopy(arguments, 0, whole, 1, arguments.length);
    whole[arguments.length + 1] = "--data";
    whole[arguments.length + 2] = folder.toString();
    return Spoken.by(whole);
  }
}
