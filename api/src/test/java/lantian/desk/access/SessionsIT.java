package lantian.desk.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.DeskSettings;
import lantian.desk.oidc.SignOnSettings;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions and keys end when they should. */
class SessionsIT {
  private static final String HERE = "10.0.0.1";
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T04:00:00Z"));
  private MongoDatabase database;
  private Access access;
  private SignIn.SignedIn signedIn;

  @BeforeEach
  void open() {
    database = MongoSet.shared().freshDatabase();
    DeskSettings.Access settings =
        new DeskSettings.Access(
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofDays(90),
            64,
            1,
            2,
            64,
            SignOnSettings.off());
    access = Access.open(database, settings, now::get, new SecureRandom());
    String once = access.accounts().create(new NewAccount("owner", "主人", Role.POLICE, null, "姑苏区"));
    Caller first = access.signIn().signIn("owner", once, HERE).caller();
    signedIn = access.signIn().changePassword(first, once, "Grey-Goose-77-lake", () -> {});
  }

  @AfterEach
  void close() {
    access.close();
    database.drop();
  }

  @Test
  void anIdleSessionEndsAndABusyOneGoesOn() {
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(29));
      assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isPresent();
    }
    pass(Duration.ofMinutes(30));
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isEmpty();
  }

  @Test
  void noSessionOutlivesItsLongestTime() {
    for (int i = 0; i < 12 * 60 / 20 - 1; i++) {
      pass(Duration.ofMinutes(20));
      assertThat(access.signIn().bySession(signedIn.secret(), HERE)).as("%s", i).isPresent();
    }
    pass(Duration.ofMinutes(20));
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isEmpty();
  }

  @Test
  void aSessionEndsWithItsAccount() {
    access.accounts().disable(signedIn.caller().id(), true);
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isEmpty();
  }

  @Test
  void aSessionEndsWithThePasswordThatBeganIt() {
    pass(Duration.ofSeconds(1));
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isPresent();
    // Nobody ends the session: a sign-in that looked at the old password may have begun it since.
    String once = access.accounts().resetPassword(signedIn.caller().id()).orElseThrow();
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isEmpty();
    String fresh = access.signIn().signIn("owner", once, HERE).secret();
    assertThat(access.signIn().bySession(fresh, HERE)).isPresent();
  }

  @Test
  void endingAllOthersKeepsOnlyThisOne() {
    String other = access.signIn().signIn("owner", "Grey-Goose-77-lake", HERE).secret();
    access.sessions().endAll(signedIn.caller().id(), signedIn.secret());
    assertThat(access.signIn().bySession(other, HERE)).isEmpty();
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isPresent();
  }

  @Test
  void whoHasTooManySessionsLosesTheOldest() {
    String second = "";
    for (int i = 1; i < Sessions.MOST; i++) {
      pass(Duration.ofSeconds(1));
      String secret = access.signIn().signIn("owner", "Grey-Goose-77-lake", HERE).secret();
      second = i == 1 ? secret : second;
    }
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isPresent();
    pass(Duration.ofSeconds(1));
    String last = access.signIn().signIn("owner", "Grey-Goose-77-lake", HERE).secret();
    assertThat(access.signIn().bySession(signedIn.secret(), HERE)).isEmpty();
    assertThat(access.signIn().bySession(second, HERE)).isPresent();
    assertThat(access.signIn().bySession(last, HERE)).isPresent();
    assertThat(access.sessions().of(signedIn.caller().id())).hasSize(Sessions.MOST);
  }

  @Test
  void nothingStoredLetsAnybodyIn() {
    for (String collection : database.listCollectionNames()) {
      for (Document stored : database.getCollection(collection).find()) {
        assertThat(stored.toJson()).doesNotContain(signedIn.secret()).doesNotContain("Grey-Goose");
        stored.values().stream()
            .filter(String.class::isInstance)
            .forEach(
                value -> assertThat(access.signIn().bySession((String) value, HERE)).isEmpty());
      }
    }
  }

  @Test
  void anOldPasswordMustBeChanged() {
    assertThat(signedIn.caller().mustChangePassword()).isFalse();
    pass(Duration.ofDays(91));
    Caller later = access.signIn().signIn("owner", "Grey-Goose-77-lake", HERE).caller();
    assertThat(later.mustChangePassword()).isTrue();
  }

  @Test
  void aKeyWorksUntilItEndsOrIsRevoked() {
    MachineKeys.Created one = access.keys().create(key(10));
    MachineKeys.Created two = access.keys().create(key(30));
    assertThat(access.signIn().byToken(one.token(), HERE)).isPresent();
    assertThat(access.signIn().byToken(one.key().id() + ".x", HERE)).isEmpty();
    String mixed = one.key().id() + two.token().substring(two.token().indexOf('.'));
    assertThat(access.signIn().byToken(mixed, HERE)).isEmpty();
    assertThat(access.keys().revoke(two.key().id())).isTrue();
    assertThat(access.keys().revoke(two.key().id())).isFalse();
    assertThat(access.signIn().byToken(two.token(), HERE)).isEmpty();
    pass(Duration.ofDays(10));
    assertThat(access.signIn().byToken(one.token(), HERE)).isEmpty();
  }

  private static NewKey key(int days) {
    return new NewKey(
        "接口", Role.POLICE, "支队", null, Duration.ofDays(days), MachineKeys.Kind.BEARER);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
