package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import lantian.deploy.Launcher;
import lantian.deploy.console.Failure;
import lantian.deploy.mongo.DataFolder;
import lantian.deploy.mongo.Database;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.mongo.MongodBinary;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo removes its own data only. */
class DemoGroundIT {
  @TempDir Path folder = Path.of("unset");

  @Test
  void aFolderOfSomebodyElseIsRefused() throws Exception {
    Path mine = folder.resolve("mine");
    assertThatCode(() -> DemoGround.check(mine)).as("a new folder").doesNotThrowAnyException();
    Files.createDirectories(mine);
    Files.writeString(mine.resolve("lock"), "1");
    assertThatCode(() -> DemoGround.check(mine)).as("an empty folder").doesNotThrowAnyException();
    Files.createDirectories(mine.resolve("mongo"));
    assertThatThrownBy(() -> DemoGround.check(mine))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no demo's mark")
        .hasMessageContaining("--data")
        .hasMessageEndingWith("remove it with: rm -r " + mine);
    DemoGround.mark(mine);
    assertThatCode(() -> DemoGround.check(mine)).as("a demo's folder").doesNotThrowAnyException();
  }

  @Test
  void whatAnEarlierDemoPinnedIsForgotten() throws Exception {
    Path pins = Files.createDirectories(folder.resolve("pins/keys"));
    Files.writeString(pins.resolve("1.pub"), "1");
    Path beside = Files.writeString(folder.resolve("demo"), "1");
    DemoGround.forget(folder.resolve("pins"));
    DemoGround.forget(folder.resolve("never there"));
    assertThat(folder.resolve("pins")).doesNotExist();
    assertThat(beside).exists();
  }

  @Test
  void aFolderInUseIsNamedWithItsHolder() throws Exception {
    try (DataFolder held = DataFolder.claim(folder)) {
      Files.createDirectories(held.path().resolve("mongo"));
      assertThatThrownBy(() -> DemoGround.check(folder))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("in use by process");
    }
  }

  @Test
  void aSharedDatabaseIsOnlyEmptiedIfADemoMadeItAndNobodyWrites() throws Exception {
    try (Database running =
            Database.own(
                folder,
                MongoSettings.defaults(),
                () -> MongodBinary.find(Launcher.root(), l -> {}));
        MongoClient client = MongoClients.create(running.uri())) {
      MongoDatabase foreign = client.getDatabase("foreign_demo");
      foreign.getCollection("obd_findings").insertOne(new Document("_id", 1));
      assertThatThrownBy(() -> DemoGround.clear(foreign, true))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("foreign_demo");
      assertThat(foreign.getCollection("obd_findings").countDocuments()).isOne();

      MongoDatabase demo = client.getDatabase("lantian_demo");
      DemoGround.clear(demo, true);
      demo.getCollection("obd_findings").insertOne(new Document("_id", 1));
      DemoGround.clear(demo, true);
      assertThat(demo.getCollection("obd_findings").countDocuments()).isZero();

      Date later = Date.from(Instant.now().plusSeconds(3_600));
      demo.getCollection("obd_writers")
          .insertOne(new Document("_id", 1).append("closed", null).append("lease", later));
      assertThatThrownBy(() -> DemoGround.clear(demo, true))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("another demo runs");
      assertThat(demo.getCollection("obd_writers").countDocuments()).isOne();
      DemoGround.clear(demo, false);
      assertThat(demo.getCollection("obd_writers").countDocuments()).isZero();
    }
  }
}
