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

  /** Name of the cover sheet. */
  String cover() {
    return word("说明", "about");
  }

  /** What the list is, for the cover sheet: everything that narrowed it, and what it is worth. */
  List<List<String>> notes() {
    boolean english = call.english();
    String role = english ? call.caller().role().name() : call.caller().role().zh();
    return List.of(
        List.of(word("导出时间", "exported at"), Moments.text(now)),
        List.of(word("导出人", "exported by"), call.caller().name() + " (" + role + ")"),
        List.of(word("开始", "from"), moment(filter.from())),
        List.of(word("结束", "to"), moment(filter.to())),
        List.of(word("规则", "rule"), filter.rule() == null ? word("全部", "all") : filter.rule()),
        List.of(word("状态", "state"), state(filter.state())),
        List.of(word("证据身份可信", "sender proven"), verified(filter.verified())),
        List.of(
            word("车辆", "vehicle"),
            call.inputs().text("filter") == null
                ? word("全部", "all")
                : word("按车架号或号牌筛选，筛选编号 ", "as searched by VIN or plate, filter id ")
                    + call.inputs().text("filter")),
        List.of(
            word("区县", "county"),
            call.caller().county() == null ? word("全市", "all") : call.caller().county()),
        List.of(word("条数", "rows"), Long.toString(count)),
        List.of(
            word("号牌与车架号", "plate and VIN"),
            call.unmasked() ? word("完整", "in full") : word("已脱敏", "masked")),
        List.of(
            word("说明", "note"),
            word(
                "线索为系统依规则得出的疑似情况，须经人工审核；证据身份不可信的线索不得单独作为处罚依据。",
                "Findings are suspicions by rule and need review by a person; one whose sender is not"
                    + " proven must not alone support a penalty.")));
  }

  private String moment(@Nullable Instant moment) {
    return moment == null ? word("不限", "open") : Moments.text(moment);
  }

  private String verified(@Nullable Boolean verified) {
    return verified == null ? word("全部", "all") : yes(verified);
  }

  private String word(String zh, String en) {
    return call.english() ? en : zh;
  }
}
