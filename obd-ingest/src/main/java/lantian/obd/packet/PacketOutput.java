package lantian.obd.packet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Frames and packets as JSON, in the form of spec clause 14. Not thread-safe. */
public final class PacketOutput {
  private static final HexFormat HEX = HexFormat.of();

  private final Packets packets;
  private final TriedKeys keys;

  /** Output with the platform command codes of {@code packets}. */
  public PacketOutput(Packets packets) {
    this(packets, TriedKeys.NONE);
  }

  /** Output that also shows what {@code keys} open, frames in frames too. */
  PacketOutput(Packets packets, TriedKeys keys) {
    this.packets = packets;
    this.keys = keys;
  }

  /** One frame. */
  public ObjectNode frame(Frame frame, Profile profile, @Nullable Layout remembered) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("start", frame.startMark() == '#' ? "##" : "~~");
    out.put("cmd", frame.command());
    if (frame.platformStyle()) {
      out.put("respFlag", frame.responseFlag());
    }
    out.put("vin", frame.vin().text());
    if (!frame.platformStyle()) {
      out.put("swVersion", frame.softwareVersion());
    }
    out.put("encrypt", frame.encryption());
    out.put("dataLen", frame.unitLength());
    if (frame.platformStyle() && frame.responseFlag() != 0xFE) {
      out.put("isResponse", true);
    }
    if (frame.encryption() != 0x01) {
      int unit = frame.unitOffset();
      out.put("encryptedHex", HEX.formatHex(frame.bytes(), unit, unit + frame.unitLength()));
      opened(out, frame, profile, remembered);
      return out;
    }
    content(out, packets.read(frame, profile, remembered), profile);
    return out;
  }

  private void opened(ObjectNode out, Frame frame, Profile profile, @Nullable Layout remembered) {
    boolean encrypted = packets.read(frame, profile, remembered) instanceof Packet.Encrypted;
    UnitCipher.Plain plain = encrypted ? keys.open(frame, profile) : null;
    if (plain != null) {
      out.put("plainHex", HEX.formatHex(plain.bytes()));
      out.put("algorithm", plain.algorithm().name());
      out.put("keyId", plain.keyId());
      content(out, packets.read(frame, plain.bytes(), profile, remembered), profile);
    }
  }

  private void content(ObjectNode out, Packet packet, Profile profile) {
    switch (packet) {
      case Packet.Login login -> {
        ObjectNode data = head(out, login.time(), login.flow());
        data.put("iccid", login.iccid());
      }
      case Packet.Logout logout -> head(out, logout.time(), logout.flow());
      case Packet.TimeSync sync -> optionalTime(out.putObject("data"), sync.time());
      case Packet.Answer answer -> optionalTime(out.putObject("data"), answer.time());
      case Packet.RemovalAlarm alarm -> {
        ObjectNode data = head(out, alarm.time(), alarm.flow());
        data.put("locState", alarm.locationState());
        coordinate(data, Signal.LONGITUDE, alarm.longitude(), (alarm.locationState() & 4) != 0);
        coordinate(data, Signal.LATITUDE, alarm.latitude(), (alarm.locationState() & 2) != 0);
      }
      case Packet.Activation activation -> activation(out.putObject("data"), activation);
      case Packet.ActivationAnswer answer ->
          out.putObject("data").put("status", answer.status()).put("info", answer.info());
      case Packet.PlatformLogin login -> {
        ObjectNode data = head(out, login.time(), login.flow());
        data.put("user", login.user());
        data.put("password", login.password());
        data.put("encryptRule", login.encryptRule());
      }
      case Packet.Realtime realtime -> realtime(out, realtime);
      case Packet.Nested nested -> nested(out, nested, profile);
      case Packet.Encrypted _, Packet.Unreadable _ -> {
        // Nothing to show: the frame's own keys say all there is.
      }
    }
  }

  private void nested(ObjectNode out, Packet.Nested nested, Profile profile) {
    if (nested.frames().size() == 1) {
      out.set("nested", frame(nested.frames().getFirst(), profile, null));
      return;
    }
    ArrayNode all = out.putArray("nested");
    nested.frames().forEach(one -> all.add(frame(one, profile, null)));
  }

  private static void realtime(ObjectNode out, Packet.Realtime realtime) {
    ArrayNode layouts = out.putArray("layouts");
    realtime.layouts().forEach(layout -> layouts.add(layout.name()));
    if (realtime.layouts().isEmpty()) {
      return;
    }
    ObjectNode data = out.putObject("data");
    time(data, realtime.time());
    flow(data, realtime.flow());
    ArrayNode items = data.putArray("items");
    boolean ownTimes = realtime.layout() == Layout.HJ1239;
    for (Item item : realtime.items()) {
      ObjectNode row = items.addObject().put("type", item.type());
      flow(row, item.flow());
      if (ownTimes) {
        row.put("collectTime", WireTime.text(item.second()));
      }
      row.set("body", BodyOutput.of(item.type(), item.unit(), item.body(), item.length()));
      if (item.signed() >= 0) {
        signature(row, item.unit(), item.signed());
      }
    }
    signature(data, realtime.unit(), realtime.signature());
  }

  private static void activation(ObjectNode data, Packet.Activation activation) {
    time(data, activation.time());
    data.put("chipId", new String(activation.chipId(), StandardCharsets.ISO_8859_1));
    data.put("publicKey", HEX.formatHex(activation.publicKey()));
    data.put("vin", activation.vin());
    signature(data, activation.unit(), activation.signature());
  }

  private static void signature(ObjectNode out, byte[] unit, int at) {
    if (at < 0) {
      out.putNull("signature");
      return;
    }
    out.putObject("signature")
        .put("r", HEX.formatHex(unit, at + 1, at + 33))
        .put("s", HEX.formatHex(unit, at + 34, at + 66));
  }

  private static ObjectNode head(ObjectNode out, long time, int flow) {
    ObjectNode data = out.putObject("data");
    time(data, time);
    data.put("flow", flow);
    return data;
  }

  private static void flow(ObjectNode out, int flow) {
    if (flow == ItemSink.NO_FLOW) {
      out.putNull("flow");
    } else {
      out.put("flow", flow);
    }
  }

  private static void time(ObjectNode out, long time) {
    if (time == WireTime.ILLEGAL) {
      out.putNull("time");
    } else {
      out.put("time", WireTime.text(time));
    }
  }

  private static void optionalTime(ObjectNode data, @Nullable Long time) {
    if (time != null) {
      time(data, time);
    }
  }

  private static void coordinate(ObjectNode data, Signal signal, long raw, boolean negative) {
    if (signal.quality(raw).hasValue()) {
      data.put(signal.key(), BodyOutput.number((negative ? -1 : 1) * signal.value(raw)));
    } else {
      data.putNull(signal.key());
    }
  }
}
