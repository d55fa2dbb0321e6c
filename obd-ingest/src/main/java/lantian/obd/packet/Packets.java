package lantian.obd.packet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole packets into values (报文解析), for people, answers and tools. The projector's hot path
 * uses {@link UnitReader} instead. Not thread-safe.
 */
public final class Packets {
  private final UnitReader reader = new UnitReader();
  private final PlatformCommands platform;

  /** A reader for a deployment's platform command codes. */
  public Packets(PlatformCommands platform) {
    this.platform = platform;
  }

  /** Reads a frame as it stands; an encrypted one gives {@link Packet.Encrypted}. */
  public Packet read(Frame frame, Profile profile, @Nullable Layout remembered) {
    if (frame.encryption() != 0x01) {
      Encryption encryption = Encryption.of(frame.encryption(), profile);
      return encryption == Encryption.ABNORMAL || encryption == Encryption.INVALID
          ? new Packet.Unreadable(QuarantineReason.BAD_ENCRYPTION)
          : new Packet.Encrypted(encryption);
    }
    int start = frame.unitOffset();
    return unit(frame, frame.bytes(), start, start + frame.unitLength(), profile, remembered);
  }

  /** Reads a decrypted unit of {@code frame}. */
  public Packet read(Frame frame, byte[] plain, Profile profile, @Nullable Layout remembered) {
    return unit(frame, plain, 0, plain.length, profile, remembered);
  }

  private Packet unit(
      Frame frame, byte[] unit, int start, int end, Profile profile, @Nullable Layout remembered) {
    if (frame.platformStyle()) {
      if (frame.responseFlag() != 0xFE) {
        return new Packet.Answer(end - start < WireTime.SIZE ? null : WireTime.read(unit, start));
      }
      return switch (platform.purpose(frame)) {
        case LOGIN -> platformLogin(unit, start, end);
        case LOGOUT -> logout(unit, start, end);
        case TIME_SYNC -> terminal(frame, unit, start, end, profile, remembered);
        case FORWARDED ->
            Nesting.plain(frame)
                ? new Packet.Nested(Nesting.frames(frame))
                : terminal(frame, unit, start, end, profile, remembered);
      };
    }
    return terminal(frame, unit, start, end, profile, remembered);
  }

  private Packet terminal(
      Frame frame, byte[] unit, int start, int end, Profile profile, @Nullable Layout remembered) {
    return switch (frame.command()) {
      case Command.LOGIN -> login(unit, start, end);
      case Command.REALTIME, Command.REISSUE -> realtime(unit, start, end, profile, remembered);
      case Command.LOGOUT -> logout(unit, start, end);
      case Command.TIME_SYNC ->
          new Packet.TimeSync(end - start < WireTime.SIZE ? null : WireTime.read(unit, start));
      case Command.REMOVAL_ALARM -> removalAlarm(unit, start, end);
      case Command.ACTIVATION -> activation(unit, start, end);
      case Command.ACTIVATION_ANSWER ->
          end - start < 2
              ? tooShort()
              : new Packet.ActivationAnswer(unit[start] & 0xFF, unit[start + 1] & 0xFF);
      default -> new Packet.Unreadable(QuarantineReason.UNKNOWN_COMMAND);
    };
  }

  private Packet realtime(
      byte[] unit, int start, int end, Profile profile, @Nullable Layout remembered) {
    if (end - start < 8) {
      return new Packet.Realtime(
          List.of(),
          null,
          WireTime.ILLEGAL,
          ItemSink.NO_FLOW,
          List.of(),
          unit,
          start,
          end,
          -1,
          Math.min(start + WireTime.SIZE, end));
    }
    reader.resolve(unit, start, end, profile, remembered);
    List<Layout> fitting = new ArrayList<>(Layout.values().length);
    for (Layout one : Layout.values()) {
      if (reader.fits(one)) {
        fitting.add(one);
      }
    }
    Layout chosen = reader.layout();
    List<Item> items = new ArrayList<>();
    boolean itemSigned = chosen == Layout.FLOW_FIRST_ITEMSIG;
    int signature =
        reader.items(
            unit,
            start,
            end,
            (type, index, flow, second, body, length) ->
                items.add(
                    new Item(
                        type,
                        index,
                        flow,
                        second,
                        unit,
                        body,
                        length,
                        itemSigned ? body + length : -1)));
    boolean headFlow = chosen != null && chosen.headFlow();
    int flow = headFlow ? Bytes.u16(unit, start + WireTime.SIZE) : ItemSink.NO_FLOW;
    return new Packet.Realtime(
        fitting,
        chosen,
        WireTime.read(unit, start),
        flow,
        items,
        unit,
        start,
        end,
        signature,
        reader.tail());
  }

  private static Packet login(byte[] unit, int start, int end) {
    if (end - start < 16) {
      return tooShort();
    }
    return new Packet.Login(
        WireTime.read(unit, start), Bytes.u16(unit, start + 6), text(unit, start + 8, end));
  }

  private static Packet logout(byte[] unit, int start, int end) {
    return end - start < 8
        ? tooShort()
        : new Packet.Logout(WireTime.read(unit, start), Bytes.u16(unit, start + 6));
  }

  private static Packet removalAlarm(byte[] unit, int start, int end) {
    return end - start < 17
        ? tooShort()
        : new Packet.RemovalAlarm(
            WireTime.read(unit, start),
            Bytes.u16(unit, start + 6),
            unit[start + 8] & 0xFF,
            Bytes.u32(unit, start + 9),
            Bytes.u32(unit, start + 13));
  }

  private static Packet activation(byte[] unit, int start, int end) {
    if (end - start < 103) {
      return tooShort();
    }
    return new Packet.Activation(
        WireTime.read(unit, start),
        Arrays.copyOfRange(unit, start + 6, start + 22),
        Arrays.copyOfRange(unit, start + 22, start + 86),
        text(unit, start + 86, start + 103),
        unit,
        start,
        Sig66.at(unit, start + 103, end) ? start + 103 : -1);
  }

  private static Packet platformLogin(byte[] unit, int start, int end) {
    if (end - start < 41) {
      return tooShort();
    }
    return new Packet.PlatformLogin(
        WireTime.read(unit, start),
        Bytes.u16(unit, start + 6),
        trimmed(unit, start + 8, start + 20),
        trimmed(unit, start + 20, start + 40),
        unit[start + 40] & 0xFF);
  }

  private static Packet tooShort() {
    return new Packet.Unreadable(QuarantineReason.TOO_SHORT);
  }

  private static String text(byte[] unit, int from, int to) {
    return new String(unit, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static String trimmed(byte[] unit, int from, int to) {
    int end = to;
    while (end > from && unit[end - 1] == 0) {
      end--;
    }
    return text(unit, from, end);
  }
}
