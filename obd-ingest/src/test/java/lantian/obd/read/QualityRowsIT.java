package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.MongoSet;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.Ratio;
import lantian.obd.store.Store;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sums of vehicle-days are sums of numerators and denominators, whatever they are added up by. */
class QualityRowsIT {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Vin ONE = new Vin("LSYNTESTQR0000001");
  private static final Vin TWO = new Vin("LSYNTESTQR0000002");
  private static final Vin THREE = new Vin("LSYNTESTQR0000003");
  private static final Vin NEVER = new Vin("LSYNTESTQR0000004");

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final QualityRows rows = new QualityRows(database.getCollection("obd_quality_days"));

  QualityRowsIT() {
    new Store(database).create();
    day(ONE, -9, "吴中区", "恒远", 1, 1);
    day(ONE, 0, "吴中区", "恒远", 90, 100);
    day(ONE, 1, "虎丘区", "恒远", 10, 300);
    day(TWO, 1, "吴中区", "恒远", 50, 100);
    day(THREE, 0, "虎丘区", null, 0, 0);
    day(THREE, 2, "虎丘区", null, 200, 200);
  }

  private void day(
      Vin vin, int plus, String county, @Nullable String maker, long came, long expected) {
    Document ratio = new Document("n", came).append("d", expected);
    Document lost = new Document("n", expected - came).append("d", expected);
    database
        .getCollection("obd_quality_days")
        .insertOne(
            new Document("_id", vin.text() + plus)
                .append("vin", vin.text())
                .append("day", (int) DAY.plusDays(plus).toEpochDay())
                .append("county", county)
                .append("maker", maker)
                .append("model", maker == null ? null : "HY-3")
                .append("indicators", new Document("TRANSMISSION", ratio))
                .append("classes", new Document("LOST", lost))
                .append("defects", new Document("SPEED_STEP", 2L))
                .append("counts", new Document("gaps", 1L)));
  }

  private static QualityFilter filter(@Nullable String county) {
    return new QualityFilter(null, DAY, DAY.plusDays(2), county, null, null, null);
  }

  private static String said(QualityRow row) {
    Ratio ratio = row.of(Indicator.TRANSMISSION);
    return row.maker()
        + " "
        + row.county()
        + " "
        + row.vehicles()
        + "/"
        + row.days()
        + " "
        + ratio.numerator()
        + "/"
        + ratio.denominator();
  }

  private List<String> groups(QualityBy by, @Nullable String county) {
    return rows.page(by, filter(county), null, 10).rows().stream()
        .map(QualityRowsIT::said)
        .toList();
  }

  @Test
  void groupsAreSumsOfVehicleDays() {
    assertThat(groups(QualityBy.MAKER, null))
        .containsExactly("null null 1/2 200/200", "恒远 null 2/3 150/500");
    assertThat(groups(QualityBy.COUNTY, null))
        .containsExactlyInAnyOrder("null 吴中区 2/2 140/200", "null 虎丘区 2/3 210/500");
    assertThat(groups(QualityBy.FLEET, null)).containsExactly("null null 3/5 350/700");
    assertThat(groups(QualityBy.DAY, null)).hasSize(3);
    QualityRow fleet = rows.page(QualityBy.FLEET, filter(null), null, 1).rows().getFirst();
    assertThat(fleet.of(DefectClass.LOST)).isEqualTo(new Ratio(350, 700));
    assertThat(fleet.defects().values()).contains(10L);
    assertThat(fleet.counts().gaps()).isEqualTo(5);
  }

  @Test
  void oneCountySeesItsOwnDaysOnly() {
    assertThat(groups(QualityBy.MAKER, "吴中区")).containsExactly("恒远 null 2/2 140/200");
    assertThat(groups(QualityBy.FLEET, "昆山市")).isEmpty();
    assertThat(rows.page(QualityBy.VEHICLE, filter("虎丘区"), null, 10).rows())
        .extracting(row -> row.vin() + " " + said(row))
        .containsExactly(ONE + " 恒远 虎丘区 1/1 10/300", THREE + " null 虎丘区 1/2 200/200");
  }

  @Test
  void vehiclesAndTheirDaysComePageByPage() {
    for (QualityBy by : List.of(QualityBy.VEHICLE, QualityBy.VEHICLE_DAY)) {
      List<String> whole =
          rows.page(by, filter(null), null, 100).rows().stream().map(QualityRowsIT::said).toList();
      List<String> paged = new ArrayList<>();
      String cursor = null;
      do {
        Page<QualityRow> page = rows.page(by, filter(null), cursor, 1);
        page.rows().forEach(row -> paged.add(said(row)));
        cursor = page.next();
      } while (cursor != null);
      assertThat(paged).isEqualTo(whole).hasSize(by == QualityBy.VEHICLE ? 3 : 5);
    }
    assertThat(rows.page(QualityBy.VEHICLE, filter(null).of(TWO), null, 10).rows())
        .extracting(QualityRowsIT::said)
        .containsExactly("恒远 吴中区 1/1 50/100");
  }

  @Test
  void vehiclesSpreadByTheirOwnShares() {
    QualitySpread spread = rows.spread(filter(null));
    assertThat(said(spread.all())).isEqualTo("null null 3/5 350/700");
    // 100 of 400, 50 of 100, 200 of 200
    assertThat(spread.spread().get(Indicator.TRANSMISSION))
        .isEqualTo(new QualitySpread.Quartiles(3, 0.25, 0.5, 1));
    assertThat(spread.spread()).doesNotContainKey(Indicator.ACCURACY);
    assertThat(rows.spread(filter("昆山市")).spread()).isEmpty();
  }

  @Test
  void networkedIsWhoWasEverOnline() {
    Networked networked = rows.networked(List.of(ONE, TWO, THREE, NEVER), DAY, DAY.plusDays(2));
    // One could have been online all three days, Two two since its first, Three three.
    assertThat(networked).isEqualTo(new Networked(4, 3, 5, 8));
    assertThat(rows.networked(List.of(ONE), DAY.minusDays(5), DAY.minusDays(4)))
        .isEqualTo(new Networked(1, 1, 0, 2));
    assertThat(rows.networked(List.of(NEVER), DAY, DAY)).isEqualTo(new Networked(1, 0, 0, 0));
  }
}
