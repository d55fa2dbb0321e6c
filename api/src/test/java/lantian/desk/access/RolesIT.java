package lantian.desk.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import lantian.desk.DeskSettings;
import lantian.desk.oidc.SignOnSettings;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles as they are stored, and what they include. */
class RolesIT {
  private MongoDatabase database;
  private Access access;

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
    access =
        Access.open(
            database, settings, () -> Instant.parse("2026-11-20T04:00:00Z"), new SecureRandom());
  }

  @AfterEach
  void close() {
    access.close();
    database.drop();
  }

  @Test
  void whoWasEcologyBeforeTheSplitLeads() {
    access.accounts().create(new NewAccount("old", "老用户", Role.ECOLOGY, null, null));
    access.accounts().create(new NewAccount("old.police", "老用户", Role.POLICE, null, null));
    for (String collection : new String[] {"desk_users", "desk_keys"}) {
      database.getCollection(collection).updateMany(Filters.empty(), Updates.unset("edition"));
    }
    access.accounts().create(new NewAccount("new", "新用户", Role.ECOLOGY, null, null));
    assertThat(access.accounts().byName("old").orElseThrow().role()).isEqualTo(Role.ECOLOGY_LEAD);
    assertThat(access.accounts().byName("old.police").orElseThrow().role()).isEqualTo(Role.POLICE);
    assertThat(access.accounts().byName("new").orElseThrow().role()).isEqualTo(Role.ECOLOGY);
  }

  @Test
  void aKeyOfEcologyBeforeTheSplitLeadsToo() {
    NewKey wanted =
        new NewKey("接口", Role.ECOLOGY, "市局", null, Duration.ofDays(9), MachineKeys.Kind.BEARER);
    String old = access.keys().create(wanted).token();
    database.getCollection("desk_keys").updateMany(Filters.empty(), Updates.unset("edition"));
    String fresh = access.keys().create(wanted).token();
    assertThat(access.signIn().byToken(old, "::1").orElseThrow().role())
        .isEqualTo(Role.ECOLOGY_LEAD);
    assertThat(access.signIn().byToken(fresh, "::1").orElseThrow().role()).isEqualTo(Role.ECOLOGY);
  }

  @Test
  void aLeadMayWhatAReviewerMayAndNobodyElseMayAnothersPart() {
    for (Role role : Role.values()) {
      for (Role other : Role.values()) {
        boolean lead = role == Role.ECOLOGY_LEAD && other == Role.ECOLOGY;
        assertThat(role.includes(other)).as("%s %s", role, other).isEqualTo(lead || role == other);
      }
    }
  }

  @Test
  void whoSeesHisOwnOnlyNeedsAnOrganisation() {
    for (Role role : new Role[] {Role.STATION, Role.PORT, Role.INTEGRATOR}) {
      assertThatThrownBy(() -> new NewAccount("some", "某人", role, null, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(new Scope(null, role.ownOnly(), null).holds("姑苏区", "甲"))
          .as("an old account without one sees nothing")
          .isFalse();
    }
    assertThat(new NewAccount("some", "某人", Role.MARITIME, null, null).role())
        .isEqualTo(Role.MARITIME);
  }

  @Test
  void aScopeHoldsItsCountyAndOrganisationAndNoOther() {
    Scope station = new Scope("姑苏区", true, "东环检测站");
    assertThat(station.holds("姑苏区", "东环检测站")).isTrue();
    assertThat(station.holds("姑苏区", "别的站")).isFalse();
    assertThat(station.holds("张家港市", "东环检测站")).isFalse();
    assertThat(station.holds("姑苏区", null)).isFalse();
    assertThat(station.holds(null, "东环检测站")).isFalse();
    assertThat(station.limits()).isTrue();
    Scope city = new Scope(null, false, "市局");
    assertThat(city.holds(null, null)).isTrue();
    assertThat(city.limits()).isFalse();
  }
}
