package lantian.obd.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import lantian.obd.frame.Bcc;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/** A frame for a person, field by field (报文逐字段说明): offset, bytes, name, value, quality. */
public final class Explain {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Pairs of words in the order of SAE J1979-DA; all but the first are completed / conditions met.
   */
  private static final String[] RATIOS = {
    "OBDCOND, IGNCNTR", "HCCAT", "NCAT", "NADS", "PM", "EGS", "EGR", "BP", "FUEL"
  };

  private final Packets packets = new Packets(PlatformCommands.DEFAULT);
  private final StringBuilder out = new StringBuilder();
  private final TriedKeys keys;

  /** Explains what is not encrypted. */
  public Explain() {
    this(TriedKeys.NONE);
  }

  /** Explains what is not encrypted or can be opened. */
  Explain(TriedKeys keys) {
    this.keys = keys;
  }

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
        int state = alarm.locationState();
        row(frame, unit + 8, 1, zh(Signal.LOCATION_STATE), "" + state);
        word(frame, unit + 9, "", Signal.LONGITUDE, alarm.longitude(), state);
        word(frame, unit + 13, "", Signal.LATITUDE, alarm.latitude(), state);
      }
      case Packet.Activation activation -> {
        row(frame, unit, 6, "时间 time", time(activation.time()));
        row(frame, unit + 6, 16, "芯片ID chip id", printable(latin(activation.chipId())));
        row(frame, unit + 22, 64, "公钥 public key X‖Y", "");
        row(frame, unit + 86, 17, "车辆识别号 VIN", printable(activation.vin()));
        signature(frame, activation.signature());
      }
      case Packet.ActivationAnswer answer ->
          row(frame, unit, 2, "激活应答 status, info", answer.status() + ", " + answer.info());
      case Packet.PlatformLogin login -> {
        head(frame, login.time(), login.flow());
        row(frame, unit + 8, 12, "用户 user", printable(login.user()));
        line("%5d  %-34s 密码 password  ***".formatted(unit + 20 - frame.offset(), "(20 B)"));
        row(frame, unit + 40, 1, "加密规则 encryption rule", "" + login.encryptRule());
      }
      case Packet.Realtime realtime -> realtime(frame, realtime);
      case Packet.Nested nested -> {
        line("  嵌套原始报文 nested packets: " + nested.frames().size());
        nested.frames().forEach(one -> explain(one, profile));
      }
      case Packet.Encrypted encrypted -> {
        row(frame, unit, frame.unitLength(), "密文 cipher text", encrypted.encryption().name());
        opened(frame, profile);
      }
      case Packet.Unreadable unreadable ->
          line("  无法解析 unreadable: " + unreadable.reason().zh() + " / " + unreadable.reason().en());
    }
  }

  private void opened(Frame frame, Profile profile) {
    UnitCipher.Plain plain = keys.open(frame, profile);
    if (plain != null) {
      String key = plain.algorithm() + ", key " + plain.keyId();
      line("  解密后 opened with " + key + "; bytes as if sent unencrypted");
      Frame sent = unencrypted(frame, plain.bytes());
      content(sent, packets.read(sent, profile, null), profile);
    }
  }

  /** The frame as it would have been sent without encryption, for the sake of its offsets. */
  private static Frame unencrypted(Frame frame, byte[] plain) {
    byte[] sent = Arrays.copyOf(frame.copy(), Frame.OVERHEAD + plain.length);
    sent[21] = (byte) 0x01;
    sent[22] = (byte) (plain.length >> 8);
    sent[23] = (byte) plain.length;
    System.arraycopy(plain, 0, sent, Frame.OVERHEAD - 1, plain.length);
    Bcc.seal(sent);
    return Frame.of(sent);
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
      if (item.type() == ItemType.OBD) {
        obd(frame, item);
      } else {
        fields(frame, item, fields);
      }
      signature(frame, item.signed());
    }
    signature(frame, realtime.signature());
    if (realtime.tail() >= 0) {
      row(frame, realtime.tail(), realtime.end() - realtime.tail(), "无法解析 unreadable", "");
    }
  }

  private void fields(Frame frame, Item item, Field[] fields) {
    int state = 0;
    for (Field field : fields) {
      long raw = field.raw(item.unit(), item.body());
      if (field.key().equals(Signal.LOCATION_STATE.key())) {
        state = (int) raw;
      }
      word(frame, item.body() + field.at(), "  ", field, raw, state);
    }
  }

  /** One word: value and unit, or why it has none. */
  private void word(Frame frame, int at, String indent, Field field, long raw, int state) {
    Quality quality = field.quality(raw);
    double value = BodyOutput.sign(field, state) * field.value(raw);
    String text =
        quality.hasValue() ? BodyOutput.number(value).toPlainString() + " " + field.unit() : "-";
    String mark = quality == Quality.VALID ? "" : " " + quality + " " + quality.zh();
    String doubt = field.implausible(raw) ? " IMPLAUSIBLE 不合常理" : "";
    row(frame, at, field.width(), indent + zh(field), text + mark + doubt);
  }

  /** The OBD block: words, texts, ratios and trouble codes, in the order of the wire. */
  private void obd(Frame frame, Item item) {
    byte[] bytes = item.unit();
    int body = item.body();
    for (ObdField field : ObdField.values()) {
      if (field == ObdField.DTC_COUNT) {
        row(frame, body + 6, 17, "  车辆识别号 vin", printable(latin(bytes, body + 6, 17)));
        row(frame, body + 23, 18, "  软件标定识别号 calid", printable(latin(bytes, body + 23, 18)));
        row(frame, body + 41, 18, "  标定验证码 cvn", HEX.formatHex(bytes, body + 41, body + 59));
        ratios(frame, bytes, body + 59);
      }
      word(frame, body + field.at(), "  ", field, field.raw(bytes, body), 0);
    }
    for (int at = body + ObdField.SIZE; at < body + item.length(); at += 4) {
      row(frame, at, 4, "  故障码 dtc", HEX.formatHex(bytes, at, at + 4));
    }
    if (ObdField.DTC_COUNT.raw(bytes, body) >= BodyOutput.INVALID_COUNT) {
      line("  故障码总数无效 no valid count of trouble codes");
    }
  }

  private void ratios(Frame frame, byte[] bytes, int iupr) {
    for (int i = 0; i < RATIOS.length; i++) {
      int at = iupr + 4 * i;
      String words = Bytes.u16(bytes, at) + " / " + Bytes.u16(bytes, at + 2);
      row(frame, at, 4, "  在用监测频率 IUPR " + RATIOS[i], words);
    }
  }

  private void signature(Frame frame, int at) {
    if (at >= 0) {
      row(frame, at, Sig66.SIZE, "签名信息 signature", "");
    }
  }

  private static String zh(Field field) {
    return field.zh() + " " + field.key();
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
    return latin(bytes, 0, bytes.length);
  }

  private static String latin(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "·");
  }
}
