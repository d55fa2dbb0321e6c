package lantian.obd.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames as terminals and platforms send them. */
final class Wire {
  static final String VIN = "LSUZTEST0VIN00001";
  private static final JsonNode VECTORS = vectors();

  private Wire() {}

  /** A terminal's frame, unencrypted, software version 1. */
  static byte[] terminal(int command, String vin, byte[] unit) {
    return frame('#', command, ascii(vin), new byte[] {1}, 1, unit);
  }

  /** A platform's frame with this flag. */
  static byte[] platform(int mark, int command, int flag, String vin, byte[] unit) {
    return frame(mark, command, new byte[] {(byte) flag}, ascii(vin), 1, unit);
  }

  /** A login with an ICCID of 20 characters. */
  static byte[] login(String vin, String iccid) {
    byte[] unit =
        ByteBuffer.allocate(28).put(time(9)).putShort((short) 1).put(ascii(iccid)).array();
    return terminal(0x01, vin, unit);
  }

  /** A realtime frame with one stream item, numbered by its flow. */
  static byte[] realtime(String vin, int number) {
    byte[] unit =
        ByteBuffer.allocate(46)
            .put(time(number % 60))
            .put((byte) 2)
            .putShort((short) number)
            .put(new byte[37])
            .array();
    return terminal(0x02, vin, unit);
  }

  /** 2026-11-23 16:00 and these seconds, +08:00. */
  static byte[] time(int second) {
    return new byte[] {26, 11, 23, 16, 0, (byte) second};
  }

  static byte[] vector(String name) {
    for (JsonNode vector : VECTORS) {
      if (vector.get("id").asText().equals(name)) {
        return HexFormat.of().parseHex(vector.get("hex").asText());
      }
    }
    throw new IllegalArgumentException("no vector " + name);
  }

  static JsonNode allVectors() {
    return VECTORS;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] frame(int mark, int command, byte[] first, byte[] second, int code, byte[] unit) {
    byte[] frame =
        ByteBuffer.allocate(25 + unit.length)
            .put((byte) mark)
            .put((byte) mark)
            .put((byte) command)
            .put(first)
            .put(second)
            .put((byte) code)
            .putShort((short) unit.length)
            .put(unit)
            .array();
    for (int i = 2; i < frame.length - 1; i++) {
      frame[frame.length - 1] ^= frame[i];
    }
    return frame;
  }

  private static JsonNode vectors() {
    try (InputStream in = Wire.class.getResourceAsStream("/lantian/obd/packet/vectors.json")) {
      return new ObjectMapper().readTree(in).get("vectors");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
