package lantian.desk.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import lantian.desk.register.VehicleValues;
import lantian.obd.quality.Defect;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Indicator;
import lantian.obd.quality.KeyField;
import lantian.obd.quality.Ratio;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import org.jspecify.annotations.Nullable;

/** Data quality as a table (数据质量清单): every share with its numerator and denominator. */
final class QualityTable {
  private static final double PERCENT = 100;
  private static final double ROUND = 100;

  private final ExportOrder order;
  private final QualityBy by;
  private final QualityFilter filter;

  /** A row with what is filed of its vehicle, null for groups. */
  record Row(QualityRow quality, @Nullable VehicleValues filed) {}

  QualityTable(ExportOrder order, QualityBy by, QualityFilter filter) {
    this.order = order;
    this.by = by;
    this.filter = filter;
  }

  TableShape<Row> shape() {
    List<Column<Row>> columns = new ArrayList<>();
    if (by == QualityBy.VEHICLE || by == QualityBy.VEHICLE_DAY) {
      columns.add(
          Column.of(
              "号牌号码",
              "plate",
              row ->
                  Subjects.plate(row.filed == null ? null : row.filed.plate(), order.unmasked())));
      columns.add(
          Column.of(
              "车架号",
              "VIN",
              row ->
                  row.quality.vin() == null
                      ? null
                      : Subjects.vin(row.quality.vin(), order.unmasked())));
    }
    columns.add(
        Column.of(
            "日期", "day", row -> row.quality.day() == null ? null : row.quality.day().toString()));
    columns.add(Column.of("区县", "county", row -> row.quality.county()));
    columns.add(Column.of("终端厂商", "maker", row -> row.quality.maker()));
    columns.add(Column.of("终端型号", "model", row -> row.quality.model()));
    columns.add(Column.of("固件", "firmware", row -> row.quality.firmware()));
    columns.add(Column.of("车辆数", "vehicles", row -> row.quality.vehicles()));
    columns.add(Column.of("车辆日", "vehicle-days", row -> row.quality.days()));
    for (Indicator one : Indicator.values()) {
      ratio(columns, one.zh(), one.en() + " " + one.formula(), row -> row.of(one));
    }
    for (KeyField one : KeyField.values()) {
      String en = "valid " + word(one.name());
      ratio(columns, one.zh() + "有效率", en, row -> row.fields().getOrDefault(one, Ratio.NONE));
    }
    for (DefectClass one : DefectClass.values()) {
      ratio(columns, one.zh() + "率", word(one.name()), row -> row.of(one));
    }
    for (Defect one : Defect.values()) {
      columns.add(Column.of(one.zh(), word(one.name()), row -> row.quality.defects().get(one)));
    }
    columns.add(Column.of("缺失段数", "gaps", row -> row.quality.counts().gaps()));
    columns.add(Column.of("静默段数", "silences", row -> row.quality.counts().silences()));
    columns.add(Column.of("静默秒数", "silent seconds", row -> row.quality.counts().silentSeconds()));
    columns.add(Column.of("冲突样本", "conflicts", row -> row.quality.counts().conflicts()));
    columns.add(Column.of("身份可信样本", "proven samples", row -> row.quality.counts().proven()));
    return TableShape.of("数据质量", "data quality", columns, row -> null);
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void ratio(
      List<Column<Row>> columns, String zh, String en, Function<QualityRow, Ratio> ratio) {
    columns.add(Column.of(zh + "（%）", en + " (%)", row -> percent(ratio.apply(row.quality))));
    columns.add(
        Column.of(zh + "分子", en + " numerator", row -> ratio.apply(row.quality).numerator()));
    columns.add(
        Column.of(zh + "分母", en + " denominator", row -> ratio.apply(row.quality).denominator()));
  }

  private static @Nullable Double percent(Ratio ratio) {
    return ratio.denominator() == 0
        ? null
        : (Double) (Math.round(ratio.numerator() * PERCENT * ROUND / ratio.denominator()) / ROUND);
  }

  /** What it is by, for a file name. */
  List<String> narrowed() {
    return List.of(byWord());
  }

  private String byWord() {
    return switch (by) {
      case VEHICLE_DAY -> order.word("逐车逐日", "vehicle-days");
      case VEHICLE -> order.word("按车辆", "by-vehicle");
      case DAY -> order.word("按日", "by-day");
      case COUNTY -> order.word("按区县", "by-county");
      case MAKER -> order.word("按厂商", "by-maker");
      case MODEL -> order.word("按型号", "by-model");
      case FIRMWARE -> order.word("按固件", "by-firmware");
      case FLEET -> order.word("全部", "all");
    };
  }

  List<TableHead.Line> about() {
    List<TableHead.Line> lines = new ArrayList<>();
    lines.add(Covers.line(order, "首日", "first day", filter.from().toString()));
    lines.add(Covers.line(order, "末日", "last day", filter.to().toString()));
    lines.add(Covers.line(order, "汇总", "by", byWord()));
    lines.add(Covers.line(order, "区县", "county", filter.county()));
    lines.add(Covers.line(order, "终端厂商", "maker", filter.maker()));
    lines.add(Covers.line(order, "终端型号", "model", filter.model()));
    lines.add(Covers.line(order, "固件", "firmware", filter.firmware()));
    lines.add(
        Covers.line(
            order,
            "说明",
            "note",
            order.word(
                "指标限值为本系统自定，未与正式文本核对；当天及未判定的车辆日不在内。",
                "Limits are our own and not compared with an official text; days not judged yet are"
                    + " not in it.")));
    return lines;
  }
}
