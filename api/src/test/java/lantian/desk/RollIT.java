package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import lantian.desk.access.Role;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The list of vehicles shows what sent and what is filed, each once, however it is paged. */
class RollIT {
  private static final String FULL = "personal=full&purpose=REVIEW";

  @RepeatedTest(6)
  void everyVehicleStandsInItOnce(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    try (TestDesk desk = new TestDesk()) {
      TreeSet<String> sent = new TreeSet<>();
      TreeSet<String> silent = new TreeSet<>();
      for (int i = 0; i < 25; i++) {
        Vin vin = new Vin("LSZNJ01A9J00001%02d".formatted(i));
        int kind = random.nextInt(4);
        if (kind == 0 || kind == 2) {
          desk.file(vin, "苏E1000" + i, "姑苏区", TestDesk.MAKER);
        }
        if (kind == 1 || kind == 2) {
          desk.obd.truck(vin, 1);
          sent.add(vin.text());
        } else if (kind == 0) {
          silent.add(vin.text());
        }
      }
      TreeSet<String> all = new TreeSet<>(sent);
      all.addAll(silent);
      for (int limit : List.of(1, 2, 7, 25, 500)) {
        assertThat(paged(desk, Role.ECOLOGY, "", limit))
            .as("%d", limit)
            .containsExactlyElementsOf(all);
        assertThat(paged(desk, Role.ECOLOGY, "&sent=true", limit)).containsExactlyElementsOf(sent);
        assertThat(paged(desk, Role.ECOLOGY, "&sent=false", limit))
            .containsExactlyElementsOf(silent);
      }
    }
  }

  @Test
  void whatIsFiledAndSilentAnswersTheOtherQuestionsToo() {
    try (TestDesk desk = new TestDesk()) {
      desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
      desk.file(TestDesk.OTHER, desk.now.get().plus(Duration.ofDays(9)), "苏E9", "吴中区", "某厂");
      for (String meant : List.of("", "&filed=true", "&verified=false", "&online=false")) {
        assertThat(paged(desk, Role.POLICE, meant, 5))
            .as(meant)
            .containsExactly(TestDesk.VIN.text()); // The other one is filed for later.
      }
      for (String other : List.of("&filed=false", "&verified=true", "&online=true", "&sent=true")) {
        assertThat(paged(desk, Role.POLICE, other, 5)).as(other).isEmpty();
      }
      JsonObject row =
          desk.ok(desk.get("/v1/vehicles", desk.as(Role.ECOLOGY)))
              .getJsonArray("rows")
              .getJsonObject(0);
      assertThat(row.getString("received")).isNull();
      assertThat(row.getBoolean("filed")).isTrue();
    }
  }

  @Test
  void whoeverSeesOneCountySeesItsSilentVehiclesOnly() {
    try (TestDesk desk = new TestDesk()) {
      desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
      desk.file(TestDesk.OTHER, "苏E9", "吴中区", TestDesk.MAKER);
      TestDesk.Session gusu = desk.user("gusu", Role.ECOLOGY, "姑苏区");
      assertThat(paged(desk, gusu, "", 1)).containsExactly(TestDesk.VIN.text());
    }
  }

  private static List<String> paged(TestDesk desk, Role role, String query, int limit) {
    return paged(desk, desk.as(role), query, limit);
  }

  private static List<String> paged(
      TestDesk desk, TestDesk.Session session, String query, int limit) {
    List<String> vins = new ArrayList<>();
    String next = null;
    do {
      JsonObject page =
          desk.ok(desk.get("/v1/vehicles?" + FULL + "&limit=" + limit + query + at(next), session));
      assertThat(page.getJsonArray("rows").size()).isLessThanOrEqualTo(limit);
      page.getJsonArray("rows").stream()
          .map(row -> ((JsonObject) row).getJsonObject("vehicle").getString("vin"))
          .forEach(vins::add);
      next = page.getString("next");
    } while (next != null);
    return vins;
  }

  private static String at(@Nullable String cursor) {
    return cursor == null ? "" : "&cursor=" + cursor;
  }
}
