package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Set;
import lantian.obd.read.Evidence;
import lantian.obd.read.EvidencePacket;
import lantian.obd.read.Found;
import lantian.proto.FindingId;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/** Findings as answers show them (线索). */
final class FindingViews {
  /**
   * Keys of the decode output that name a vehicle, a card or a place, or hold raw bytes that do.
   */
  private static final Set<String> PERSONAL =
      Set.of(
          "vin",
          "lon",
          "lat",
          "iccid",
          "chipId",
          "publicKey",
          "signature",
          "user",
          "password",
          "calidHex",
          "cvnHex",
          "customHex",
          "encryptedHex",
          "plainHex",
          "bodyHex",
          "tailHex");

  private final Subjects subjects;

  FindingViews(Subjects subjects) {
    this.subjects = subjects;
  }

  JsonObject json(Register register, Found found, boolean unmasked) {
    FindingId replaces = found.replaces();
    return new JsonObject()
        .put("id", found.id().text())
        .put("revision", found.revision())
        .put("changed", Moments.text(found.changed()))
        .put("state", found.state().name())
        .put("replaces", replaces == null ? null : replaces.text())
        .put("vehicle", subjects.json(register, found.vin(), found.start(), unmasked))
        .put("verified", found.verified())
        .put("origin", found.origin().name())
        .put("originZh", found.origin().zh())
        .put("rule", found.rule())
        .put("ruleSet", found.ruleSet())
        .put("start", Moments.text(found.start()))
        .put("end", Moments.textOrNull(found.end()))
        .put("last", Moments.text(found.last()))
        .put("peakAt", Moments.text(found.peakAt()))
        .put("measured", found.measured())
        .put("peak", found.peak())
        .put("limit", found.limit())
        .put("unit", found.unit())
        .put("score", found.score())
        .put("reason", texts(found.reasonZh(), found.reasonEn()))
        .put("law", texts(found.lawZh(), found.lawEn()).put("verified", found.lawVerified()));
  }

  JsonObject json(Register register, Evidence evidence, boolean unmasked) {
    JsonArray packets = new JsonArray();
    evidence.packets().forEach(packet -> packets.add(json(packet, unmasked)));
    return new JsonObject()
        .put("finding", json(register, evidence.finding(), unmasked))
        .put("packetCount", evidence.packetCount())
        .put("packets", packets);
  }

  private static JsonObject json(EvidencePacket packet, boolean unmasked) {
    JsonObject decoded = new JsonObject(packet.decoded());
    byte[] frame = HexFormat.of().parseHex(packet.hex());
    return new JsonObject()
        .put("position", packet.position())
        .put("received", Moments.text(packet.received()))
        .put("sender", packet.sender().name())
        .put("sm3", HexFormat.of().formatHex(Sm3.of(frame)))
        .put("hex", unmasked ? packet.hex() : null)
        .put("decoded", unmasked ? decoded : withoutPersonal(decoded));
  }

  private static JsonObject withoutPersonal(JsonObject object) {
    JsonObject rest = new JsonObject();
    object.forEach(field -> {
      if (!PERSONAL.contains(field.getKey())) {
        rest.put(field.getKey(), withoutPersonal(field.getValue()));
      }
    });
    return rest;
  }

  private static @Nullable Object withoutPersonal(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> withoutPersonal(object);
      case JsonArray array -> {
        JsonArray rest = new JsonArray();
        array.forEach(element -> rest.add(withoutPersonal(element)));
        yield rest;
      }
      case null, default -> value;
    };
  }

  private static JsonObject texts(String zh, String en) {
    return new JsonObject().put("zh", zh).put("en", en);
  }
}
