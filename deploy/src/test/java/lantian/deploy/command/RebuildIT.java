package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lantian.deploy.Launcher;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {
  @TempDir Path folder = Path.of("unset");

  @Test
  void isRefusedBesideAServerAndDoneBehindIt() throws Exception {
    Process server = serve();
    try {
      String ready = server.inputReader().readLine();
      assertThat(ready).as("the line a server prints when it is ready").isNotNull();
      assertThat(new ObjectMapper().readTree(ready).isObject()).isTrue();
      Spoken refused = rebuild("--purpose", "a test");
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err().strip().lines()).singleElement().asString().contains("stop it");
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    Spoken done = rebuild("--purpose", "a test");
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  @Test
  void recordsMadeOfTheLogGoAndTheLogAndFindingsStay() {
    MongoSettings settings = MongoSettings.defaults();
    try (Database running =
            Database.own(folder, settings, () -> MongodBinary.find(Launcher.root(), line -> {}));
        MongoClient client = MongoClients.create(running.uri())) {
      MongoDatabase stored = client.getDatabase(settings.database());
      for (String name : new String[] {"obd_vehicles", "obd_findings", "obd_log"}) {
        stored.getCollection(name).insertOne(new Document("_id", "one"));
      }
      assertThat(rebuild("--purpose", " ").exitCode()).isEqualTo(2);
      assertThat(stored.getCollection("obd_vehicles").countDocuments()).isOne();

      Spoken done = rebuild("--purpose", "a test");
      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(stored.getCollection("obd_vehicles").countDocuments()).isZero();
      assertThat(stored.getCollection("obd_findings").countDocuments()).isOne();
      assertThat(stored.getCollection("obd_log").countDocuments()).isOne();
    }
  }

  @Test
  void aPurposeMustBeGiven() {
    Spoken spoken = Spoken.by("rebuild", "--data", folder.toString());
    assertThat(spoken.exitCode()).isEqualTo(2);
    assertThat(spoken.err().strip().lines()).singleElement().asString().contains("--purpose");
  }

  private Process serve() throws IOException {
    return Launcher.command(
            "serve",
            "--data",
            folder.toString(),
            "--port",
            "GB17691=0",
            "--port",
            "HJ1239=0",
            "--port",
            "PLATFORM=0",
            "--http-port",
            "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private Spoken rebuild(String option, String value) {
    return Spoken.by("rebuild", "--data", folder.toString(), option, value);
  }
}
