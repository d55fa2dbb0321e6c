package lantian.desk.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.register.VehicleValues;
import lantian.desk.sheet.SheetContent.Tick;
import org.jspecify.annotations.Nullable;

/**
 * What evidence of a traffic violation has to show (取证要素, after GA/T 832) and whether a manifest
 * shows it. What is asked of pictures alone is not asked where a case has none.
 */
final class SheetTicks {
  /** What is asked for. */
  enum Element {
    TIME("违法时间"),
    PLACE("违法地点"),
    PLATE("机动车号牌及颜色"),
    TYPE("车辆备案信息"),
    FACT("违法事实：测量值与限值"),
    DEVICE("采集终端备案"),
    SENDER("数据来源核验"),
    SCENE("违法现场图像"),
    PLATE_PICTURE("号牌图像清晰可辨"),
    REVIEWED("人工审核"),
    DIGEST("防篡改校验码");

    private final String zh;

    Element(String zh) {
      this.zh = zh;
    }

    String zh() {
      return zh;
    }
  }

  private SheetTicks() {}

  static List<Tick> of(@Nullable VehicleValues filed, CaseRecord record, ManifestContent content) {
    List<Tick> ticks = new ArrayList<>();
    List<PacketLine> packets =
        content.findings().stream().flatMap(line -> line.packets().stream()).toList();
    boolean pictures =
        content.files().stream().anyMatch(file -> file.mediaType().startsWith("image/"));
    add(
        ticks,
        Element.TIME,
        content.findings().stream().allMatch(l -> has(l.figures().get("start"))));
    add(
        ticks,
        Element.PLACE,
        packets.stream().anyMatch(packet -> packet.decoded().contains("\"lon\":")));
    add(
        ticks,
        Element.PLATE,
        filed != null && filed.plate() != null && record.plateAgrees(filed.plate()));
    add(ticks, Element.TYPE, registered(content, "vehicles"));
    add(
        ticks,
        Element.FACT,
        content.findings().stream()
            .allMatch(l -> has(l.figures().get("measured")) && has(l.figures().get("limit"))));
    add(ticks, Element.DEVICE, registered(content, "terminals"));
    add(
        ticks,
        Element.SENDER,
        content.findings().stream().anyMatch(l -> "true".equals(l.figures().get("verified"))));
    picture(ticks, Element.SCENE, pictures, content, "scene");
    picture(ticks, Element.PLATE_PICTURE, pictures, content, "plate");
    add(ticks, Element.REVIEWED, Stream.of("review", "confirm").anyMatch(m -> moved(record, m)));
    add(ticks, Element.DIGEST, !packets.isEmpty() || !content.files().isEmpty());
    return ticks;
  }

  /** A role of a file as people read it. */
  static String role(String role) {
    return switch (role) {
      case "scene" -> "现场照片";
      case "plate" -> "号牌照片";
      case "repair" -> "维修材料";
      case "statement" -> "当事人陈述";
      default -> "其他材料";
    };
  }

  private static void picture(
      List<Tick> ticks, Element element, boolean any, ManifestContent content, String role) {
    boolean shown = content.files().stream().anyMatch(file -> file.role().equals(role));
    Tick.State without = any ? Tick.State.MISSING : Tick.State.NOT_ASKED;
    ticks.add(new Tick(element.zh(), shown ? Tick.State.MET : without));
  }

  private static void add(List<Tick> ticks, Element element, boolean met) {
    ticks.add(new Tick(element.zh(), met ? Tick.State.MET : Tick.State.MISSING));
  }

  private static boolean registered(ManifestContent content, String register) {
    return content.registers().stream().anyMatch(line -> line.register().equals(register));
  }

  private static boolean moved(CaseRecord record, String move) {
    return record.events().stream().map(CaseEvent::move).anyMatch(move::equals);
  }

  private static boolean has(@Nullable String said) {
    return said != null && !said.isBlank();
  }
}
