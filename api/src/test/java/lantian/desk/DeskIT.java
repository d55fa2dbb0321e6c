package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The officer's way: sign in, list, evidence, masked and not. */
class DeskIT {
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void theFirstStartCreatesOneSecurityAdministratorWhoMustChangeThePassword() {
    String once = desk.desk.firstAdministratorPassword().orElseThrow();
    TestDesk.Session admin = desk.signIn("admin", once);
    assertThat(desk.ok(desk.get("/v1/session", admin)).getBoolean("mustChangePassword")).isTrue();
    HttpResponse<String> users = desk.get("/v1/users", admin);
    assertThat(users.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(users.body()).getString("code")).isEqualTo("CHANGE_PASSWORD");
  }

  @Test
  void aListIsMaskedUnlessItIsAskedForWithAPurpose() {
    JsonObject masked = desk.ok(desk.get("/v1/findings", desk.as(Role.POLICE)));
    assertThat(masked.getInteger("count")).isEqualTo(2);
    assertThat(masked.encode()).doesNotContain(TestDesk.PLATE).doesNotContain(VIN_TEXT);
    JsonObject full =
        desk.ok(desk.get("/v1/findings?personal=full&purpose=PENALTY", desk.as(Role.POLICE)));
    assertThat(full.encode()).contains(TestDesk.PLATE).contains(VIN_TEXT);
  }

  @Test
  void theIdOfAVehicleIsAFilterForWhoeverMaySeeIt() {
    String id =
        desk.ok(desk.get("/v1/findings", desk.as(Role.TRANSPORT)))
            .getJsonArray("rows")
            .getJsonObject(0)
            .getJsonObject("vehicle")
            .getString("id");
    JsonObject own = desk.ok(desk.get("/v1/findings?filter=" + id, desk.as(Role.TRANSPORT)));
    assertThat(own.getInteger("count")).isEqualTo(1);
    assertThat(own.encode()).contains(id);
    TestDesk.Session elsewhere = desk.user("wujiang", Role.ECOLOGY, "吴江区");
    assertThat(desk.ok(desk.get("/v1/findings?filter=" + id, elsewhere)).getInteger("count"))
        .isZero();
    String forged = id.substring(0, id.length() - 2) + (id.endsWith("AA") ? "BB" : "AA");
    assertThat(desk.get("/v1/findings?filter=" + forged, desk.as(Role.TRANSPORT)).statusCode())
        .isEqualTo(400);
  }

  private static final String VIN_TEXT = TestDesk.VIN.text();
}
