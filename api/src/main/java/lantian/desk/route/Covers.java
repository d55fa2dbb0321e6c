package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import lantian.desk.export.TableHead;
import org.jspecify.annotations.Nullable;

/** Lines that the covers of several exports have in common (封面说明). */
final class Covers {
  private Covers() {}

  /** A line; null means that nothing was narrowed. */
  static TableHead.Line line(ExportOrder order, String zh, String en, @Nullable String value) {
    return new TableHead.Line(order.word(zh, en), value == null ? order.word("全部", "all") : value);
  }

  /** The signed root that holds what is handed over. */
  static TableHead.Line root(ExportOrder order, @Nullable String root) {
    return new TableHead.Line(
        order.word("签名根", "signed root"), root == null ? order.word("无", "none") : root);
  }

  static List<TableHead.Line> period(
      ExportOrder order, @Nullable Instant from, @Nullable Instant to) {
    return List.of(
        line(order, "开始", "from", moment(order, from)), line(order, "结束", "to", moment(order, to)));
  }

  private static String moment(ExportOrder order, @Nullable Instant moment) {
    return moment == null ? order.word("不限", "open") : Moments.text(moment);
  }

  /** Whether it is of one vehicle; its plate is not said, the filter's id is. */
  static TableHead.Line vehicle(ExportOrder order) {
    String filter = order.inputs().text("filter");
    return line(
        order,
        "车辆",
        "vehicle",
        filter == null
            ? null
            : order.word("按车架号或号牌筛选，筛选编号 ", "as searched by VIN or plate, filter id ") + filter);
  }
}
