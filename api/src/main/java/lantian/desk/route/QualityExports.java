package lantian.desk.route;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lantian.desk.export.Column;
import lantian.desk.export.TableShape;
import lantian.obd.quality.DefectClass;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Exports of data quality, whole (数据质量导出). */
final class QualityExports {
  private final QualitySearch search;

  QualityExports(QualitySearch search) {
    this.search = search;
  }

  void into(Exporting exporting) {
    exporting.also("exportQuality", this::groups);
    exporting.also("exportVehicleQuality", this::vehicles);
    exporting.also("exportGaps", this::gaps);
  }

  static QualityBy by(@Nullable String word, QualityBy otherwise) {
    return word == null ? otherwise : QualityBy.valueOf(word);
  }

  static @Nullable DefectClass worst(@Nullable String word) {
    return word == null ? null : DefectClass.valueOf(word);
  }

  private Export<QualityTable.Row> groups(ExportOrder order, Instant at, long most) {
    Range range = search.range(order.inputs());
    QualityFilter filter = search.filter(order.caller(), order.inputs(), range);
    QualityBy by = by(order.inputs().text("by"), QualityBy.MAKER);
    List<QualityRow> rows = search.groups(by, filter, worst(order.inputs().text("worst")));
    QualityTable table = new QualityTable(order, by, filter);
    return new Export<>(
        order,
        table.shape(),
        to -> rows.forEach(row -> to.accept(new QualityTable.Row(row, null))),
        parts(order, rows.size(), filter.from(), filter.to(), table.narrowed()),
        table.about(),
        rows.size(),
        at);
  }

  private Export<QualityTable.Row> vehicles(ExportOrder order, Instant at, long most) {
    Range range = search.range(order.inputs());
    QualityFilter filter = search.filter(order.caller(), order.inputs(), range);
    QualityBy by = by(order.inputs().text("by"), QualityBy.VEHICLE);
    QualityTable table = new QualityTable(order, by, filter);
    AtomicLong count = new AtomicLong();
    search.each(order, by, filter, row -> count.incrementAndGet());
    return new Export<>(
        order,
        table.shape(),
        to -> search.each(order, by, filter, row -> to.accept(filed(order, row))),
        parts(order, count.get(), filter.from(), filter.to(), table.narrowed()),
        table.about(),
        count.get(),
        at);
  }

  private QualityTable.Row filed(ExportOrder order, QualityRow row) {
    Vin vin = row.vin();
    LocalDate day = row.day();
    return new QualityTable.Row(
        row,
        vin == null || day == null
            ? null
            : search.register(order.caller(), List.of(vin)).at(vin, end(day)));
  }

  /** The moment whose plate a vehicle-day is shown with. */
  static Instant end(LocalDate day) {
    return Instant.ofEpochSecond(CityTime.startOf((int) day.toEpochDay() + 1) - 1);
  }

  private Export<QualitySearch.Missing> gaps(ExportOrder order, Instant at, long most) {
    Range range = search.range(order.inputs());
    List<QualitySearch.Missing> rows = new ArrayList<>();
    search.eachGap(order, range, rows::add);
    Instant to = range.to();
    return new Export<>(
        order,
        TableShape.of("缺失时段", "gaps", columns(order, rows), row -> null),
        (Consumer<QualitySearch.Missing> taker) -> rows.forEach(taker),
        List.of(
            order.word("缺失时段", "gaps"), Export.period(order, range.from(), to == null ? at : to)),
        new ArrayList<>(Covers.period(order, range.from(), to)),
        rows.size(),
        at);
  }

  private List<Column<QualitySearch.Missing>> columns(
      ExportOrder order, List<QualitySearch.Missing> rows) {
    Register register =
        search.register(
            order.caller(), rows.stream().map(QualitySearch.Missing::vin).distinct().toList());
    return List.of(
        Column.of(
            "号牌号码",
            "plate",
            row -> {
              var filed = register.at(row.vin(), row.first());
              return Subjects.plate(filed == null ? null : filed.plate(), order.unmasked());
            }),
        Column.of("车架号", "VIN", row -> Subjects.vin(row.vin(), order.unmasked())),
        Column.of("类别", "kind", row -> order.word(row.gap().kind().zh(), row.gap().kind().name())),
        Column.of("开始时间", "first", row -> Moments.text(row.first())),
        Column.of("结束时间", "last", row -> Moments.text(Instant.ofEpochSecond(row.gap().last()))),
        Column.of("秒数", "seconds", row -> row.gap().seconds()));
  }

  private static List<String> parts(
      ExportOrder order, long count, LocalDate from, LocalDate to, List<String> narrowed) {
    List<String> parts = new ArrayList<>();
    parts.add(order.word("数据质量", "data-quality"));
    parts.add(Export.place(order, count));
    parts.add(from + order.word("至", "-to-") + to);
    parts.addAll(narrowed);
    return parts;
  }
}
