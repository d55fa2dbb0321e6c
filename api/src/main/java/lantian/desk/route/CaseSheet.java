package lantian.desk.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.PlateCorrection;
import lantian.desk.cases.Track;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.desk.register.VehicleValues;
import lantian.desk.sheet.EvidenceSheet;
import lantian.desk.sheet.SheetContent;
import lantian.desk.sheet.SheetContent.Row;
import lantian.desk.sheet.SheetContent.Section;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** The evidence sheet of a case (案件证据单): what one of its manifests says, for people to read. */
final class CaseSheet {
  /** Findings that are printed one by one; the manifest has all. */
  private static final int MOST_FINDINGS = 20;

  private static final int MOST_EVENTS = 60;

  /** Every fixed text below, so that one without a glyph keeps the desk from starting. */
  private static final List<String> FIXED =
      List.of(
          "机动车排放违法线索证据单案件编号证据清单第号一、案情二、线索三、备案四、证据文件五、办理经过六、取证要素核对七、存证",
          "种类车辆号牌未备案原读更正后车辆识别代号所属县区违法时间至办理状态线索时间测量值峰值限值单位规则集法律依据未经核对",
          "来源已核验未核验数据性质原始报文份其中随附认定其余条见证据清单无车辆备案终端备案起长期文件字节",
          "校验码前一清单依据事件软件版本签名根生成时间本单与证据包一并出具任何人可凭校验值核对",
          "　（），。：；—·/×#0123456789无牌京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领学警港澳挂",
          "姑苏区虎丘区吴中区相城区吴江区工业园区高新区常熟市张家港市昆山市太仓市",
          "现场照片号牌照片其他材料维修材料当事人陈述");

  private final CaseTable table;
  private final Supplier<Optional<String>> root;
  private final EvidenceSheet sheet;

  /**
   * Sheets of cases that move by this table.
   *
   * @param root the newest signed root, which each sheet bears
   * @throws IllegalStateException if a text that may stand on a sheet has a letter that no typeface
   *     has; says which
   */
  CaseSheet(CaseTable table, Supplier<Optional<String>> root) {
    this.table = table;
    this.root = root;
    this.sheet = new EvidenceSheet(labels(table));
  }

  /** Every text that may stand on a sheet but for names and what persons wrote. */
  static List<String> labels(CaseTable table) {
    List<String> labels = new ArrayList<>(FIXED);
    for (Track track : Track.values()) {
      labels.add(track.zh());
      table.states(track).forEach(state -> labels.add(state.zh()));
    }
    table.moves().forEach(move -> labels.add(move.zh()));
    table.marks().forEach(mark -> labels.add(mark.zh()));
    Stream.of(Role.values()).forEach(role -> labels.add(role.zh()));
    Stream.of(Origin.values()).forEach(origin -> labels.add(origin.zh()));
    Stream.of(Plate.Colour.values()).forEach(colour -> labels.add(colour.zh()));
    Stream.of(SheetTicks.Element.values()).forEach(element -> labels.add(element.zh()));
    return labels;
  }

  /** The sheet, PDF. */
  byte[] pdf(Register register, CaseRecord record, Manifest manifest, boolean full, Instant now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      sheet.write(content(register, record, manifest, full), now, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a sheet could not be written", e);
    }
    return out.toByteArray();
  }

  private SheetContent content(
      Register register, CaseRecord record, Manifest manifest, boolean full) {
    ManifestContent content = manifest.content();
    List<Section> sections =
        List.of(
            new Section("一、案情", facts(register, record, full)),
            new Section("二、线索", findings(content)),
            new Section("三、备案", registers(content)),
            new Section("四、证据文件", files(content)),
            new Section("五、办理经过", events(record, content.event().seq())),
            new Section("七、存证", seals(manifest)));
    Vin vin = new Vin(record.subject());
    CaseRow row = CaseRow.of(record, table);
    return new SheetContent(
        "机动车排放违法线索证据单",
        "案件编号 %s　证据清单 第%d号".formatted(record.id(), manifest.sequence() + 1),
        sections,
        SheetTicks.of(register.at(vin, row.act()), record, content),
        List.of(
            "证据清单 SM3 " + manifest.hash(),
            "依据事件 SM3 " + content.event().hash(),
            "本单与证据包一并出具，任何人可凭校验值核对。"));
  }

  private List<Row> facts(Register register, CaseRecord record, boolean full) {
    CaseRow row = CaseRow.of(record, table);
    Vin vin = new Vin(record.subject());
    VehicleValues filed = register.at(vin, row.act());
    Plate plate = filed == null ? null : filed.plate();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("种类", record.kind()));
    rows.add(new Row("车辆号牌", named(plate, full)));
    rows.addAll(corrected(record, full));
    rows.add(new Row("车辆识别代号", Subjects.vin(vin, full)));
    rows.add(new Row("所属县区", filed == null || filed.county() == null ? "未备案" : filed.county()));
    rows.add(new Row("违法时间", Moments.text(row.act()) + " 至 " + Moments.text(row.until())));
    for (Track track : Track.values()) {
      rows.add(new Row(track.zh(), table.state(track, record.state().of(track)).zh()));
    }
    return rows;
  }

  private static List<Row> corrected(CaseRecord record, boolean full) {
    PlateCorrection standing = record.correction();
    return standing == null
        ? List.of()
        : List.of(
            new Row("原读号牌", named(standing.read(), full)),
            new Row("更正后号牌", named(standing.corrected(), full)));
  }

  private static String named(@Nullable Plate plate, boolean full) {
    return plate == null
        ? "未备案"
        : "%s（%s牌）".formatted(Subjects.plate(plate, full), plate.colour().zh());
  }

  private static List<Row> findings(ManifestContent content) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (FindingLine line : content.findings()) {
      if (++number > MOST_FINDINGS) {
        rows.add(new Row("", "其余" + (content.findings().size() - MOST_FINDINGS) + "条见证据清单"));
        break;
      }
      Map<String, String> said = line.figures();
      rows.add(
          new Row(
              "线索" + number,
              said.getOrDefault("start", "") + " 至 " + said.getOrDefault("end", "—")));
      rows.add(
          new Row(
              "测量值 / 峰值 / 限值",
              "%s / %s / %s".formatted(said.get("measured"), said.get("peak"), said.get("limit"))));
      rows.add(new Row("认定", said.getOrDefault("reason", "")));
      rows.add(new Row("规则 / 规则集", line.rule() + " / " + line.ruleSet()));
      rows.add(
          new Row(
              "法律依据",
              said.getOrDefault("law", "")
                  + ("true".equals(said.get("lawVerified")) ? "" : "（未经核对）")));
      rows.add(
          new Row(
              "来源",
              ("true".equals(said.get("verified")) ? "已核验" : "未核验")
                  + "，数据性质："
                  + Origin.valueOf(said.getOrDefault("origin", "MODELLED")).zh()));
      rows.add(new Row("原始报文", line.packetCount() + " 份，其中随附 " + line.packets().size() + " 份"));
    }
    return rows;
  }

  private static List<Row> registers(ManifestContent content) {
    List<Row> rows = new ArrayList<>();
    for (RegisterLine line : content.registers()) {
      String to = line.validTo() == null ? "长期" : line.validTo();
      rows.add(
          new Row(
              line.register().equals("vehicles") ? "车辆备案" : "终端备案",
              line.filing() + "（" + line.validFrom() + " 起，至 " + to + "）"));
    }
    return rows.isEmpty() ? List.of(new Row("备案", "无")) : rows;
  }

  private static List<Row> files(ManifestContent content) {
    List<Row> rows = new ArrayList<>();
    for (FileLine line : content.files()) {
      rows.add(
          new Row(
              SheetTicks.role(line.role()),
              "%s，%d 字节，SHA-256 %s，SM3 %s"
                  .formatted(line.mediaType(), line.size(), line.sha256(), line.sm3())));
    }
    return rows.isEmpty() ? List.of(new Row("文件", "无")) : rows;
  }

  private List<Row> events(CaseRecord record, int last) {
    List<Row> rows = new ArrayList<>();
    List<CaseEvent> until = record.events().subList(0, Math.min(last + 1, record.events().size()));
    int skipped = Math.max(0, until.size() - MOST_EVENTS);
    if (skipped > 0) {
      rows.add(new Row("", "其余" + skipped + "条见证据清单"));
    }
    for (CaseEvent event : until.subList(skipped, until.size())) {
      Role role = event.actor().role();
      String words =
          table
              .move(event.move())
              .map(move -> move.zh())
              .or(() ->
                  table.marks().stream()
                      .filter(mark -> mark.id().equals(event.move()))
                      .map(mark -> mark.zh())
                      .findFirst())
              .orElse(event.move());
      rows.add(
          new Row(
              Moments.text(event.at()),
              words + "　" + event.actor().name() + (role == null ? "" : "（" + role.zh() + "）")));
    }
    return rows;
  }

  private List<Row> seals(Manifest manifest) {
    return List.of(
        new Row("生成时间", manifest.at()),
        new Row("校验码 SM3", manifest.hash()),
        new Row("前一清单", manifest.previous()),
        new Row(
            "依据事件",
            "#%d %s"
                .formatted(manifest.content().event().seq(), manifest.content().event().hash())),
        new Row("软件版本", manifest.content().software()),
        new Row("签名根", root.get().orElse("无")));
  }
}
