package lantian.desk.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.DeskSettings;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.oidc.SignOnSettings;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing is slowed down, and the owner still gets in. */
class GuessesIT {
  private static final String HERE = "10.0.0.1";
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T04:00:00Z"));
  private MongoDatabase database;
  private Access access;
  private String password;

  @BeforeEach
  void open() {
    database = MongoSet.shared().freshDatabase();
    DeskSettings.Access settings =
        new DeskSettings.Access(
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ZERO,
            64,
            1,
            2,
            64,
            SignOnSettings.off());
    access = Access.open(database, settings, now::get, new SecureRandom());
    password = access.accounts().create(new NewAccount("owner", "主人", Role.POLICE, null, null));
  }

  @AfterEach
  void close() {
    access.close();
    database.drop();
  }

  @Test
  void afterAFewGuessesEvenTheRightPasswordHasToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(attempt("owner", "wrong", HERE)).isEqualTo(Fault.SIGN_IN_FAILED);
    }
    assertThat(attempt("owner", password, HERE)).isEqualTo(Fault.THROTTLED);
    now.updateAndGet(time -> time.plusSeconds(2));
    access.signIn().signIn("owner", password, HERE);
  }

  @Test
  void theWaitsGrowAndEnd() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 40; i++) {
      Refusal refusal = refused("owner", "wrong", HERE);
      if (refusal.fault() == Fault.THROTTLED) {
        Duration wait = java.util.Objects.requireNonNull(refusal.retryAfter());
        longest = wait.compareTo(longest) > 0 ? wait : longest;
        now.updateAndGet(time -> time.plus(wait));
      }
    }
    assertThat(longest).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
    access.signIn().signIn("owner", password, HERE);
  }

  @Test
  void somebodyElseWhoGuessesDoesNotLockOutTheOwner() {
    access.signIn().signIn("owner", password, HERE);
    for (int i = 0; i < 60; i++) {
      refused("owner", "wrong", "10.9.9." + i);
    }
    access.signIn().signIn("owner", password, HERE);
    Refusal elsewhere = refused("owner", password, "10.8.8.8");
    assertThat(elsewhere.fault()).isEqualTo(Fault.THROTTLED);
    assertThat(elsewhere.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aNameThatDoesNotExistIsTreatedLikeOneThatDoes() {
    List<Fault> known = new ArrayList<>();
    List<Fault> unknown = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      known.add(attempt("owner", "wrong", "10.0.1.1"));
      unknown.add(attempt("nobody-here", "wrong", "10.0.1.2"));
    }
    assertThat(unknown).isEqualTo(known);
  }

  @Test
  void oneAddressThatTriesManyNamesIsSlowedDown() {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      faults.add(attempt("name" + i, "wrong", "10.0.2.1"));
    }
    assertThat(faults).contains(Fault.THROTTLED);
    assertThat(faults.subList(0, 30)).containsOnly(Fault.SIGN_IN_FAILED);
  }

  @Test
  void manyAtOnceGainNothing() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Fault>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        all.add(threads.submit(() -> attempt("owner", "wrong", HERE)));
      }
      int looked = 0;
      for (Future<Fault> one : all) {
        looked += one.get() == Fault.SIGN_IN_FAILED ? 1 : 0;
      }
      assertThat(looked).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void aDisabledAccountLooksLikeAWrongPassword() {
    String id = access.accounts().byName("owner").orElseThrow().id();
    access.accounts().disable(id, true);
    assertThat(attempt("owner", password, HERE)).isEqualTo(Fault.SIGN_IN_FAILED);
    access.accounts().disable(id, false);
    access.signIn().signIn("owner", password, HERE);
  }

  @Test
  void aStrongerSettingRehashesAtTheNextSignIn() {
    DeskSettings.Access stronger =
        new DeskSettings.Access(
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ZERO,
            128,
            2,
            2,
            64,
            SignOnSettings.off());
    try (Access later = Access.open(database, stronger, now::get, new SecureRandom())) {
      later.signIn().signIn("owner", password, HERE);
      assertThat(later.accounts().known("owner").orElseThrow().hash()).contains("m=128,t=2");
      later.signIn().signIn("owner", password, HERE);
    }
  }

  @Test
  void aSimplePasswordIsRefused() {
    Caller caller = access.signIn().signIn("owner", password, HERE).caller();
    for (String simple : List.of("Short-1a", "alllowercaseletters", "My-Owner-Password-1")) {
      assertThatThrownBy(() -> access.signIn().changePassword(caller, password, simple, () -> {}))
          .as(simple)
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.fault()).isEqualTo(Fault.WEAK_PASSWORD));
    }
    access.signIn().changePassword(caller, password, "Grey-Goose-77-lake", () -> {});
    assertThat(attempt("owner", password, HERE)).isEqualTo(Fault.SIGN_IN_FAILED);
  }

  private Fault attempt(String name, String typed, String address) {
    return refused(name, typed, address).fault();
  }

  private Refusal refused(String name, String typed, String address) {
    try {
      access.signIn().signIn(name, typed, address);
    } catch (Refusal e) {
      return e;
    }
    throw new AssertionError("signed in");
  }
}
