package lantian.obd.read;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.filing.Filing;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Field;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import lantian.obd.packet.Word;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** A vehicle's latest state out of its document (最新状态). */
final class LatestState {
  /** What changes slowly is kept beyond the last body: name in the document and field. */
  private static final Map<String, Field> SLOW =
      Map.of(
          "reagentLevel", Signal.REAGENT_LEVEL,
          "fuelLevel", Signal.FUEL_LEVEL,
          "odometer", Signal.ODOMETER);

  /** Bit of the location state (clause 14): the receiver has no fix. */
  private static final int NO_FIX = 1;

  private LatestState() {}

  /** A vehicle that is filed and was never heard of. */
  static Vehicle silent(Vin vin, List<Filing> filings, Instant now) {
    return new Vehicle(
        vin, null, null, Senders.filed(filings, now), Sender.CLAIMED, Origin.MEASURED, Map.of());
  }

  static Vehicle vehicle(
      Document document, List<Filing> filings, Provenance provenance, Instant now) {
    Vin vin = new Vin(document.getString("_id"));
    Document latest = document.get("latest", new Document());
    long received = latest.get("received", 0L);
    Map<String, Measure> values = new HashMap<>();
    long collected = items(latest, values);
    slow(latest.get("slow", new Document()), values);
    PacketRef last = lastPacket(document);
    return new Vehicle(
        vin,
        received == 0 ? null : Instant.ofEpochMilli(received),
        collected == Long.MIN_VALUE ? null : Instant.ofEpochSecond(collected),
        Senders.filed(filings, now),
        Senders.sender(provenance.trust(last)),
        provenance.origin(last),
        values);
  }

  /** Where the vehicle was last; empty if its receiver had no fix or it never said. */
  static Optional<Place> place(Document document) {
    Map<String, Measure> values = new HashMap<>();
    long collected = items(document.get("latest", new Document()), values);
    Double lon = value(values, Signal.LONGITUDE);
    Double lat = value(values, Signal.LATITUDE);
    Double fix = value(values, Signal.LOCATION_STATE);
    if (lon == null || lat == null || fix == null || ((int) (double) fix & NO_FIX) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Place(
            new Vin(document.getString("_id")),
            Instant.ofEpochSecond(collected),
            lon,
            lat,
            value(values, Signal.SPEED)));
  }

  private static @Nullable Double value(Map<String, Measure> values, Field field) {
    Measure measure = values.get(field.key());
    return measure == null ? null : measure.value();
  }

  /** Reads the latest bodies and gives their collection second, least long if there is none. */
  private static long items(Document latest, Map<String, Measure> values) {
    long collected = Long.MIN_VALUE;
    for (Map.Entry<String, Object> entry : latest.get("items", new Document()).entrySet()) {
      Document item = (Document) entry.getValue();
      collected = Math.max(collected, item.getLong("second"));
      read(Integer.parseInt(entry.getKey()), FindingRows.bytes(item, "body"), values);
    }
    return collected;
  }

  /** The packet that the state came with, as far as its proof goes. */
  static PacketRef lastPacket(Document document) {
    Document latest = document.get("latest", new Document());
    Binary position = latest.get("position", Binary.class);
    return new PacketRef(
        position == null ? new LogPosition(0, 0, 0, 0) : LogPosition.of(position.getData()),
        latest.get("received", 0L),
        latest.get("iccid", ""),
        latest.get("signature", 0L),
        Profile.GB17691,
        0);
  }

  private static void read(int type, byte[] body, Map<String, Measure> values) {
    Field state = Tables.find(type, Signal.LOCATION_STATE.key());
    for (Field field : Tables.of(type, body.length)) {
      long raw = field.raw(body, 0);
      int sign = Tables.sign(field, state, body, 0);
      values.put(field.key(), measure(field, raw, sign));
    }
  }

  private static Measure measure(Field field, long raw, int sign) {
    Word word = field.word();
    Quality quality = word.quality(raw);
    Double value = quality.hasValue() ? sign * rounded(word.value(raw)) : null;
    return new Measure(value, quality == Quality.VALID ? null : quality.name(), word.unit());
  }

  /** Six decimals: what the raw word carries, without the noise of binary fractions. */
  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  private static void slow(Document slow, Map<String, Measure> values) {
    SLOW.forEach((name, field) -> {
      Document known = slow.get(name, Document.class);
      Measure now = values.get(field.key());
      if (known != null && (now == null || now.value() == null)) {
        values.put(field.key(), measure(field, known.getLong("raw"), 1));
      }
    });
  }
}
