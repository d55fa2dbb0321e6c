package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.MongoSet;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.rule.RuleSets;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectingIT {
  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final Store store = new Store(database);

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void closesWheneverItIsAskedTo() throws Exception {
    for (int round = 0; round < 60; round++) {
      Projecting projecting = start();
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(round * 400L));
      Thread closer = Thread.ofPlatform().daemon().start(projecting::close);
      assertThat(closer.join(Duration.ofSeconds(20))).as("round %d", round).isTrue();
    }
  }

  @Test
  void standsByAgainAfterWhateverWentWrong() {
    store.create();
    Document damaged = new Document("_id", new Binary(new LaneKey(1, 0).key())).append("next", "?");
    store.collection(Store.Name.PROGRESS).insertOne(damaged);
    try (Projecting projecting = start()) {
      Rig.await(() -> fence() >= 2);
      assertThat(projecting.leads()).isFalse();
      store.collection(Store.Name.PROGRESS).deleteOne(new Document("_id", damaged.get("_id")));
      Rig.await(projecting::leads);
    }
  }

  private long fence() {
    Document lease = store.collection(Store.Name.LEASES).find().first();
    return lease == null ? 0 : lease.getLong("fence");
  }

  private Projecting start() {
    return Projecting.start(
        store,
        new FakeRegister(),
        RuleSets.builtIn(),
        Opener.NONE,
        PlatformCommands.DEFAULT,
        Rig.QUICK,
        InstantSource.system(),
        new SimpleMeterRegistry());
  }
}
