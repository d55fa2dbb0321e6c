package lantian.deploy.bench;

import com.mongodb.client.MongoDatabase;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.access.Account;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;

/** Those who ask in the bench of the desk, and their passwords (测试账号). */
final class DeskPeople {
  /** Who asks. */
  enum Person {
    ECOLOGY(Role.ECOLOGY, false),
    POLICE(Role.POLICE, false),
    COUNTY_POLICE(Role.POLICE, true),
    TRANSPORT(Role.TRANSPORT, false),
    STATION(Role.STATION, false);

    private final Role role;
    private final boolean ofOneCounty;

    Person(Role role, boolean ofOneCounty) {
      this.role = role;
      this.ofOneCounty = ofOneCounty;
    }

    String signIn() {
      return "bench." + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The organisation of whoever sees what is its own. */
  static final String STATION = "某维修站";

  private final String password;
  private final Map<Person, String> once = new EnumMap<>(Person.class);
  private boolean changed;

  /** Makes the accounts or gives them new passwords; no server may be running. */
  DeskPeople(MongoDatabase durable, InstantSource clock, SecureRandom random) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    password = "Bench-" + HexFormat.of().formatHex(secret);
    try (Access access = Access.open(durable, DeskSettings.defaults().access(), clock, random)) {
      for (Person person : Person.values()) {
        String county = person.ofOneCounty ? CaseMaker.COUNTIES.getFirst() : null;
        String organisation = person.role.ownOnly() ? STATION : null;
        NewAccount account =
            new NewAccount(person.signIn(), person.signIn(), person.role, organisation, county);
        once.put(
            person,
            access
                .accounts()
                .byName(account.name())
                .map(Account::id)
                .flatMap(access.accounts()::resetPassword)
                .orElseGet(() -> access.accounts().create(account)));
      }
    }
  }

  /** All of them, signed in at a server. */
  Map<Person, Clerk> at(String desk) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Map<Person, Clerk> all = new EnumMap<>(Person.class);
    for (Map.Entry<Person, String> one : once.entrySet()) {
      String name = one.getKey().signIn();
      all.put(
          one.getKey(),
          changed
              ? Clerk.back(client, desk, name, password)
              : Clerk.signedIn(client, desk, name, one.getValue(), password));
    }
    changed = true;
    return all;
  }
}
