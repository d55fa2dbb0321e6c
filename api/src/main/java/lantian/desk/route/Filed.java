package lantian.desk.route;

import java.util.function.Function;
import lantian.desk.register.VehicleValues;
import org.jspecify.annotations.Nullable;

/** What exports say of a vehicle as it was filed then, in words (导出中的车辆备案). */
enum Filed {
  STAGE("排放阶段", "stage", values -> values.facts().stage()),
  FUEL("燃料种类", "fuel", values -> values.facts().fuel()),
  USE("使用性质", "use", VehicleValues::use);

  private final String zh;
  private final String en;
  private final Function<VehicleValues, @Nullable String> id;

  Filed(String zh, String en, Function<VehicleValues, @Nullable String> id) {
    this.zh = zh;
    this.en = en;
    this.id = id;
  }

  String zh() {
    return zh;
  }

  String en() {
    return en;
  }

  @Nullable String of(ExportOrder order, @Nullable VehicleValues filed) {
    return filed == null ? null : EntryViews.word(order, en, id.apply(filed));
  }
}
