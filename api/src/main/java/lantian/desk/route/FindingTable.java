package lantian.desk.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.export.Table;
import lantian.desk.export.TableFormat;
import lantian.desk.http.Call;
import lantian.desk.register.VehicleValues;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.proto.CityTime;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** The findings list as a table for officers (线索清单). */
final class FindingTable {
  private static final List<String> HEADINGS =
      List.of(
          "线索编号", "号牌号码", "号牌颜色", "车架号", "区县", "规则", "状态", "事由", "实测值", "峰值", "限值", "单位", "评分",
          "开始时间", "结束时间", "峰值时间", "证据身份可信", "数据来源", "法律依据", "依据已核对", "规则集", "修订", "更新时间");
  private static final List<String> ENGLISH =
      List.of(
          "finding",
          "plate",
          "plate colour",
          "VIN",
          "county",
          "rule",
          "state",
          "reason",
          "measured",
          "peak",
          "limit",
          "unit",
          "score",
          "start",
          "end",
          "peak at",
          "sender proven",
          "origin",
          "legal basis",
          "basis checked",
          "rule set",
          "revision",
          "changed");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm");

  private final Call call;
  private final FindingFilter filter;
  private final long count;
  private final Instant now;

  FindingTable(Call call, FindingFilter filter, long count, Instant now) {
    this.call = call;
    this.filter = filter;
    this.count = count;
    this.now = now;
  }

  String sheet() {
    return call.english() ? "findings" : "线索清单";
  }

  List<String> headings() {
    return call.english() ? ENGLISH : HEADINGS;
  }

  /** What, when, which, how many, made when; a file that can be found again. */
  String fileName(TableFormat format) {
    List<String> parts = new ArrayList<>();
    parts.add(call.english() ? "findings" : "违法线索");
    parts.add(day(filter.from(), "") + (call.english() ? "-to-" : "至") + day(filter.to(), ""));
    parts.add(filter.rule() == null ? (call.english() ? "all-rules" : "全部规则") : filter.rule());
    parts.add(state(filter.state()));
    parts.add(count + (call.english() ? "rows" : "条"));
    parts.add(STAMP.format(now.atOffset(CityTime.ZONE)));
    return String.join("_", parts) + format.extension();
  }

  private static String day(@Nullable Instant moment, String open) {
    return moment == null ? open : CityTime.day(moment).toString();
  }

  private String state(@Nullable FoundState state) {
    if (call.english()) {
      return state == null ? "standing" : state.name().toLowerCase(java.util.Locale.ROOT);
    }
    return switch (state) {
      case null -> "未撤回";
      case OPEN -> "持续中";
      case CLOSED -> "已结束";
      case WITHDRAWN -> "已撤回";
    };
  }

  void write(Table to, Found found, @Nullable VehicleValues filed) {
    boolean english = call.english();
    Plate plate = filed == null ? null : filed.plate();
    try {
      to.row(
          new @Nullable Object[] {
            found.id().text(),
            Subjects.plate(plate, call.unmasked()),
            plate == null ? null : plate.colour().zh(),
            Subjects.vin(found.vin(), call.unmasked()),
            filed == null ? null : filed.county(),
            found.rule(),
            state(found.state()),
            english ? found.reasonEn() : found.reasonZh(),
            found.measured(),
            found.peak(),
            found.limit(),
            found.unit(),
            found.score(),
            Moments.text(found.start()),
            Moments.textOrNull(found.end()),
            Moments.text(found.peakAt()),
            yes(found.verified()),
            english ? found.origin().name() : found.origin().zh(),
            english ? found.lawEn() : found.lawZh(),
            yes(found.lawVerified()),
            found.ruleSet(),
            found.revision(),
            Moments.text(found.changed())
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String yes(boolean value) {
    if (call.english()) {
      return value ? "yes" : "no";
    }
    return value ? "是" : "否";
  }

  /** What the list is, for the cover sheet. */
  List<List<String>> notes() {
    return List.of(
        List.of("导出时间", Moments.text(now)),
        List.of("导出人", call.caller().name() + "（" + call.caller().role().zh() + "）"),
        List.of("开始", filter.from() == null ? "不限" : Moments.text(filter.from())),
        List.of("结束", filter.to() == null ? "不限" : Moments.text(filter.to())),
        List.of("规则", filter.rule() == null ? "全部" : filter.rule()),
        List.of("状态", state(filter.state())),
        List.of("条数", Long.toString(count)),
        List.of("号牌与车架号", call.unmasked() ? "完整" : "已脱敏"),
        List.of("说明", "线索为系统依规则得出的疑似情况，须经人工审核；证据身份不可信的线索不得单独作为处罚依据。"));
  }
}
