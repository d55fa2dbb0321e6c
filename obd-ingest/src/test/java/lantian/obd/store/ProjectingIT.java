package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lantian.obd.MongoSet;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.RuleSource;
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

  @Test
  void otherRuleSetsBeginAnotherTerm() {
    AtomicReference<RuleSets> sets = new AtomicReference<>(Rig.RULES);
    try (Projecting projecting = start(sets::get)) {
      Rig.await(projecting::caughtUp);
      assertThat(fence()).isEqualTo(1);
      sets.set(RuleSets.builtIn());
      Rig.await(() -> fence() == 2 && projecting.caughtUp());
    }
  }

  @Test
  void whoeverJudgesGoesOnWhileTheRuleSetsCantBeRead() {
    AtomicInteger failed = new AtomicInteger();
    AtomicBoolean away = new AtomicBoolean();
    RuleSource source =
        () -> {
          if (away.get()) {
            failed.incrementAndGet();
            throw new IllegalStateException("away");
          }
          return Rig.RULES;
        };
    try (Projecting projecting = start(source)) {
      Rig.await(projecting::caughtUp);
      away.set(true);
      Rig.await(() -> failed.get() > 2);
      assertThat(projecting.leads()).isTrue();
      assertThat(fence()).isEqualTo(1);
    }
  }

  @Test
  void nobodyBeginsToJudgeWithoutThem() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean back = new AtomicBoolean();
    RuleSource source =
        () -> {
          if (asked.getAndIncrement() > 0 && !back.get()) {
            throw new IllegalStateException("away");
          }
          return Rig.RULES;
        };
    try (Projecting projecting = start(source)) {
      Rig.await(() -> asked.get() > 3);
      assertThat(projecting.leads()).isFalse();
      assertThat(fence()).isZero();
      back.set(true);
      Rig.await(projecting::leads);
    }
  }

  private long fence() {
    Document lease = store.collection(Store.Name.LEASES).find().first();
    return lease == null ? 0 : lease.getLong("fence");
  }

  private Projecting start() {
    return start(RuleSource.of(RuleSets.builtIn()));
  }

  private Projecting start(RuleSource rules) {
    return Projecting.start(
        store,
        new FakeRegister(),
        rules,
        Opener.NONE,
        PlatformCommands.DEFAULT,
        Rig.QUICK,
        InstantSource.system(),
        new SimpleMeterRegistry());
  }
}
