package lantian.obd.packet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/** A frame for a person, field by field (报文逐字段说明): offset, bytes, name, value, quality. */
public final class Explain {
  private static final HexFormat HEX = HexFormat.of();

  private final Packets packets = new Packets(PlatformCommands.DEFAULT);
  private final StringBuilder out = new StringBuilder();

  /** The text of one frame, several lines. */
  public String frame(Frame frame, Profile profile) {
    out.setLength(0);
    explain(frame, profile);
    return out.toString();
  }

  private void explain(Frame frame, Profile profile) {
    int at = frame.offset();
    row(frame, at, 2, "起始符 start", frame.startMark() == '#' ? "##" : "~~");
    row(frame, at + 2, 1, "命令单元 command", commandName(frame.command()));
    if (frame.platformStyle()) {
      row(frame, at + 3, 1, "应答标志 response flag", "0x%02X".formatted(frame.responseFlag()));
      row(frame, at + 4, 17, "车辆识别号 VIN or platform code", printable(frame.vin().text()));
    } else {
      row(frame, at + 3, 17, "车辆识别号 VIN", printable(frame.vin().text()));
      row(frame, at + 20, 1, "终端软件版本号 software version", "" + frame.softwareVersion());
    }
    Encryption encryption = Encryption.of(frame.encryption(), profile);
    row(frame, at + 21, 1, "数据加密方式 encryption", encryption + " (" + profile + ")");
    row(frame, at + 22, 2, "数据单元长度 unit length", frame.unitLength() + " B");
    content(frame, packets.read(frame, profile, null), profile);
    row(frame, at + frame.length() - 1, 1, "校验码 BCC", "ok");
  }

  private void content(Frame frame, Packet packet, Profile profile) {
    int unit = frame.unitOffset();
    switch (packet) {
      case Packet.Login login -> {
        head(frame, login.time(), login.flow());
        row(frame, unit + 8, frame.unitLength() - 8, "ICCID", printable(login.iccid()));
      }
      case Packet.Logout logout -> head(frame, logout.time(), logout.flow());
      case Packet.TimeSync sync -> optionalTime(frame, sync.time());
      case Packet.Answer answer -> optionalTime(frame, answer.time());
      case Packet.RemovalAlarm alarm -> {
        head(frame, alarm.time(), alarm.flow());
        row(frame, unit + 8, 9, "位置 position", alarm.longitude() + ", " + alarm.latitude());
      }
      case Packet.Activation activation -> {
        row(frame, unit, 6, "时间 time", time(activation.time()));
        row(frame, unit + 6, 16, "芯片ID chip id", printable(latin(activation.chipId())));
        row(frame, unit + 22, 64, "公钥 public key X‖Y", "");
        row(frame, unit + 86, 17, "车辆识别号 VIN", printable(activation.vin()));
      }
      case Packet.ActivationAnswer answer ->
          row(frame, unit, 2, "激活应答 status, info", answer.status() + ", " + answer.info());
      case Packet.PlatformLogin login -> {
        head(frame, login.time(), login.flow());
        row(frame, unit + 8, 12, "用户 user", printable(login.user()));
        row(frame, unit + 20, 20, "密码 password", "***");
      }
      case Packet.Realtime realtime -> realtime(frame, realtime);
      case Packet.Nested nested -> {
        line("  嵌套原始报文 nested packets: " + nested.frames().size());
        nested.frames().forEach(one -> explain(one, profile));
      }
      case Packet.Encrypted encrypted ->
          row(frame, unit, frame.unitLength(), "密文 cipher text", encrypted.encryption().name());
      case Packet.Unreadable unreadable ->
          line("  无法解析 unreadable: " + unreadable.reason().zh() + " / " + unreadable.reason().en());
    }
  }

  private void realtime(Frame frame, Packet.Realtime realtime) {
    row(frame, realtime.start(), 6, "时间 time", time(realtime.time()));
    line("  布局 layout: " + realtime.layout() + ", fits " + realtime.layouts());
    for (Item item : realtime.items()) {
      line("  信息项 item %d, type 0x%02X%s".formatted(item.index(), item.type(), own(item)));
      Field @Nullable [] fields = table(item.type(), item.length());
      if (fields == null) {
        row(frame, item.body(), item.length(), "  内容 content", "");
        continue;
      }
      for (Field field : fields) {
        field(frame, item, field);
      }
    }
    if (realtime.signature() >= 0) {
      row(frame, realtime.signature(), Sig66.SIZE, "签名信息 signature", "");
    }
    if (realtime.tail() >= 0) {
      row(frame, realtime.tail(), realtime.end() - realtime.tail(), "无法解析 unreadable", "");
    }
  }

  private void field(Frame frame, Item item, Field field) {
    long raw = field.raw(item.unit(), item.body());
    Quality quality = field.quality(raw);
    String value =
        quality.hasValue()
            ? BodyOutput.number(field.value(raw)).toPlainString() + " " + field.unit()
            : "-";
    String mark = quality == Quality.VALID ? "" : " " + quality + " " + quality.zh();
    row(
        frame,
        item.body() + field.at(),
        field.width(),
        "  " + field.zh() + " " + field.key(),
        value + mark);
  }

  private static Field @Nullable [] table(int type, int length) {
    return switch (type) {
      case ItemType.OBD -> ObdField.values();
      case ItemType.STREAM -> Signal.values();
      case ItemType.TWC -> TwcField.values();
      case ItemType.HYBRID -> HybridField.values();
      case ItemType.TWC_NOX -> TwcNoxField.values();
      case ItemType.SUPPLEMENT -> length == SupplementField.SIZE ? SupplementField.values() : null;
      default -> null;
    };
  }

  private static String own(Item item) {
    return (item.flow() == ItemSink.NO_FLOW ? "" : ", flow " + item.flow())
        + (item.second() == WireTime.ILLEGAL ? "" : ", " + WireTime.text(item.second()));
  }

  private void head(Frame frame, long time, int flow) {
    row(frame, frame.unitOffset(), 6, "时间 time", time(time));
    row(frame, frame.unitOffset() + 6, 2, "流水号 flow", "" + flow);
  }

  private void optionalTime(Frame frame, @Nullable Long time) {
    if (time != null) {
      row(frame, frame.unitOffset(), 6, "时间 time", time(time));
    }
  }

  private static String time(long second) {
    return second == WireTime.ILLEGAL ? "不合法 illegal" : WireTime.text(second);
  }

  private static String commandName(int command) {
    String name =
        switch (command) {
          case Command.LOGIN -> "车辆登入 login";
          case Command.REALTIME -> "实时信息上报 realtime";
          case Command.REISSUE -> "补发 reissue";
          case Command.LOGOUT -> "车辆登出 logout";
          case Command.TIME_SYNC -> "终端校时 time sync";
          case Command.REMOVAL_ALARM -> "拆除报警 removal alarm";
          case Command.ACTIVATION -> "激活 activation";
          case Command.ACTIVATION_ANSWER -> "激活应答 activation answer";
          default -> "未知 unknown";
        };
    return "0x%02X %s".formatted(command, name);
  }

  private void row(Frame frame, int at, int length, String name, String value) {
    int shown = Math.min(length, 16);
    String hex = HEX.formatHex(frame.bytes(), at, at + shown) + (shown < length ? "…" : "");
    line(String.format(Locale.ROOT, "%5d  %-34s %s  %s", at - frame.offset(), hex, name, value));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "·");
  }
}
