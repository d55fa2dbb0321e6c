package lantian.desk.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.sealing.Sealer;
import lantian.desk.sealing.Vault;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys as two processes over one database claim them. */
class AttemptsIT {
  private static final Attempts.Limits LIMITS =
      new Attempts.Limits(Duration.ofHours(24), Duration.ofMinutes(1), 3, 100);
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private MongoDatabase database;
  private Attempts one;
  private Attempts two;

  @BeforeEach
  void open() {
    database = MongoSet.shared().freshDatabase();
    Vault vault = Sealer.open(database, random).vault(random);
    one = new Attempts(database, vault, LIMITS, now::get, random);
    two = new Attempts(database, vault, LIMITS, now::get, random);
  }

  @AfterEach
  void close() {
    database.drop();
  }

  @Test
  void whatIsUnderWayElsewhereIsWaitedFor() {
    Attempt attempt = granted(one.claim(sent("k", "body"), true));
    assertThat(two.claim(sent("k", "body"), true)).isInstanceOf(Claim.InFlight.class);
    one.done(attempt, sent("k", "body"), "answer".getBytes(StandardCharsets.UTF_8));
    assertThat(two.claim(sent("k", "body"), true))
        .isInstanceOfSatisfying(
            Claim.Done.class, done -> assertThat(done.answer()).asString().isEqualTo("answer"));
  }

  @Test
  void whoTakesOverDrawsTheSame() {
    Attempt dead = granted(one.claim(sent("k", "body"), true));
    now.updateAndGet(time -> time.plus(LIMITS.lease()));
    Attempt next = granted(two.claim(sent("k", "body"), true));
    assertThat(next.mark()).isEqualTo(dead.mark());
    assertThat(next.random().nextLong()).isEqualTo(dead.random().nextLong());
    assertThat(one.claim(sent("k", "body"), true)).isInstanceOf(Claim.InFlight.class);
    one.release(dead);
    assertThat(one.claim(sent("k", "body"), true))
        .as("the dead one's release does not free it")
        .isInstanceOf(Claim.InFlight.class);
    Attempt other = granted(one.claim(sent("other", "body"), true));
    assertThat(other.mark()).isNotEqualTo(dead.mark());
  }

  @Test
  void whatDoesNotRecogniseItselfIsNotDoneAgain() {
    Attempt dead = granted(one.claim(sent("k", "body"), false));
    now.updateAndGet(time -> time.plus(LIMITS.lease()));
    assertThat(two.claim(sent("k", "body"), false)).isInstanceOf(Claim.Unknown.class);
    one.done(dead, sent("k", "body"), new byte[] {1});
    assertThat(two.claim(sent("k", "body"), false))
        .as("it was slow and not dead")
        .isInstanceOf(Claim.Done.class);
  }

  @Test
  void anotherRequestOrCallerIsAnother() {
    granted(one.claim(sent("k", "body"), true));
    assertThat(one.claim(sent("k", "other body"), true)).isInstanceOf(Claim.Other.class);
    granted(one.claim(new Attempts.Sent("USER 2", "k", new byte[] {1}), true));
  }

  @Test
  void aReleasedKeyIsFreeForAnything() {
    one.release(granted(one.claim(sent("k", "body"), true)));
    granted(two.claim(sent("k", "other body"), true));
  }

  @Test
  void anAbandonedOneMayBeDoneAgainAtOnce() {
    one.abandon(granted(one.claim(sent("k", "body"), true)));
    granted(two.claim(sent("k", "body"), true));
  }

  @Test
  void aLongAnswerIsNotKept() {
    one.done(granted(one.claim(sent("k", "body"), true)), sent("k", "body"), new byte[101]);
    assertThat(one.claim(sent("k", "body"), true)).isInstanceOf(Claim.AnswerGone.class);
  }

  @Test
  void aCallerHasSoManyKeysAndNoMore() {
    for (int i = 0; i < 3; i++) {
      granted(one.claim(sent("k" + i, "body"), true));
    }
    assertThat(one.claim(sent("k3", "body"), true)).isInstanceOf(Claim.TooMany.class);
    assertThat(one.claim(sent("k0", "body"), true)).isInstanceOf(Claim.InFlight.class);
    granted(one.claim(new Attempts.Sent("USER 2", "k3", new byte[] {1}), true));
  }

  private static Attempts.Sent sent(String key, String body) {
    return new Attempts.Sent("USER 1", key, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Attempt granted(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return ((Claim.Granted) claim).attempt();
  }
}
