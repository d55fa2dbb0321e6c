package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.access.Role;
import lantian.obd.read.Found;
import org.junit.jupiter.api.Test;

/** Whoever sees a part of the rows gets an exact count up to a limit, and is told beyond it. */
class CountsIT {
  @Test
  void aCountyCountsToTenThousand() {
    try (TestDesk desk = new TestDesk()) {
      desk.file(TestDesk.VIN, TestDesk.PLATE, "姑苏区", TestDesk.MAKER);
      TestDesk.Session county = desk.user("gusu", Role.ECOLOGY, "姑苏区");
      TestDesk.Session other = desk.user("wuzhong", Role.ECOLOGY, "吴中区");
      Found one = desk.obd.truck(TestDesk.VIN, 1);
      List<Found> many = new ArrayList<>();
      for (int i = 1; i < 10_000; i++) {
        many.add(one);
      }
      desk.obd.findings.addAll(many);
      expect(desk, county, 10_000, false);
      desk.obd.findings.addAll(many.subList(0, 100));
      expect(desk, county, 10_000, true);
      expect(desk, desk.as(Role.ECOLOGY), 10_100, false);
      expect(desk, other, 0, false);
      desk.obd.findings.addAll(many);
      desk.obd.findings.addAll(many.subList(0, 100));
      expect(desk, other, 0, true); // Not all were looked at.
    }
  }

  private static void expect(TestDesk desk, TestDesk.Session who, int count, boolean more) {
    JsonObject answer = desk.ok(desk.get("/v1/findings?limit=1", who));
    assertThat(answer.getInteger("count")).isEqualTo(count);
    assertThat(answer.getBoolean("more")).isEqualTo(more);
  }
}
