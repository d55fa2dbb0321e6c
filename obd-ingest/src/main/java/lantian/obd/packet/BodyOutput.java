package lantian.obd.packet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bodies as JSON, in the form of spec clause 14. */
public final class BodyOutput {
  private static final HexFormat HEX = HexFormat.of();
  static final int INVALID_COUNT = 254;

  private BodyOutput() {}

  /** The body of an item as JSON. */
  public static ObjectNode of(int type, byte[] bytes, int body, int length) {
    return switch (type) {
      case ItemType.OBD -> obd(bytes, body);
      case ItemType.STREAM -> fields(Signal.values(), bytes, body);
      case ItemType.TWC -> fields(TwcField.values(), bytes, body);
      case ItemType.TWC_NOX -> fields(TwcNoxField.values(), bytes, body);
      case ItemType.HYBRID -> fields(HybridField.values(), bytes, body);
      case ItemType.SUPPLEMENT ->
          length == SupplementField.SIZE
              ? fields(SupplementField.values(), bytes, body)
              : custom(bytes, body, length);
      default -> custom(bytes, body, length);
    };
  }

  /** A number rounded to six decimals, whole numbers without a point. */
  public static BigDecimal number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    BigDecimal plain = rounded.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static ObjectNode fields(Field[] fields, byte[] bytes, int body) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ObjectNode qualities = JsonNodeFactory.instance.objectNode();
    ArrayNode implausible = JsonNodeFactory.instance.arrayNode();
    int state = 0;
    for (Field field : fields) {
      long raw = field.raw(bytes, body);
      Quality quality = field.quality(raw);
      if (field.key().equals(Signal.LOCATION_STATE.key())) {
        state = (int) raw;
        out.put(field.key(), raw);
        out.put("locValid", (raw & 1) == 0);
        continue;
      }
      if (!quality.hasValue()) {
        out.putNull(field.key());
      } else if (field.word().range() == Word.Range.BITS) {
        out.put(field.key(), raw);
      } else {
        out.put(field.key(), number(sign(field, state) * field.value(raw)));
      }
      if (quality != Quality.VALID) {
        qualities.put(field.key(), quality.name());
      }
      if (field.implausible(raw)) {
        implausible.add(field.key());
      }
    }
    if (!qualities.isEmpty()) {
      out.set("quality", qualities);
    }
    if (!implausible.isEmpty()) {
      out.set("implausible", implausible);
    }
    return out;
  }

  /** −1 for a western longitude and a southern latitude. */
  static int sign(Field field, int state) {
    boolean south = field.key().equals(Signal.LATITUDE.key()) && (state & 2) != 0;
    boolean west = field.key().equals(Signal.LONGITUDE.key()) && (state & 4) != 0;
    return south || west ? -1 : 1;
  }

  private static ObjectNode obd(byte[] bytes, int body) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put(ObdField.PROTOCOL.key(), ObdField.PROTOCOL.raw(bytes, body));
    out.put(ObdField.MIL.key(), ObdField.MIL.raw(bytes, body));
    out.put(ObdField.SUPPORT.key(), hex(bytes, body + 2, 2));
    out.put(ObdField.READINESS.key(), hex(bytes, body + 4, 2));
    out.put("vin", new String(bytes, body + 6, 17, StandardCharsets.ISO_8859_1));
    out.put("calidHex", hex(bytes, body + 23, 18));
    out.put("cvnHex", hex(bytes, body + 41, 18));
    ArrayNode ratios = out.putArray("iupr");
    for (int i = 0; i < 18; i++) {
      ratios.add(Bytes.u16(bytes, body + 59 + 2 * i));
    }
    int count = (int) ObdField.DTC_COUNT.raw(bytes, body);
    ArrayNode codes = JsonNodeFactory.instance.arrayNode();
    if (count >= INVALID_COUNT) {
      out.putNull(ObdField.DTC_COUNT.key());
      out.put("dtcCountInvalid", true);
    } else {
      out.put(ObdField.DTC_COUNT.key(), count);
      for (int i = 0; i < count; i++) {
        codes.add(hex(bytes, body + ObdField.SIZE + 4 * i, 4));
      }
    }
    out.set("dtc", codes);
    return out;
  }

  private static ObjectNode custom(byte[] bytes, int body, int length) {
    return JsonNodeFactory.instance.objectNode().put("customHex", hex(bytes, body + 2, length - 2));
  }

  private static String hex(byte[] bytes, int at, int length) {
    return HEX.formatHex(bytes, at, at + length);
  }
}
