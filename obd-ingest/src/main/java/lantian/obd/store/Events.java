package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Packet;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.packet.Signatures;
import lantian.obd.packet.WireTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** What terminals and platforms said besides measurements, collection {@code obd_events} (终端事件). */
final class Events {
  private static final int KEY = Vin.LENGTH + 4 + LogPosition.LENGTH;

  /** Keys of activations are met once, so none is kept. */
  private static final Signatures SIGNATURES = new Signatures(0);

  private Events() {}

  /** The event that a packet is; empty for packets that are none, answers for example. */
  static Optional<WriteModel<Document>> of(Vin vin, Parcel parcel, Packet packet) {
    return switch (packet) {
      case Packet.Login login ->
          write(
              event(vin, parcel, login.time(), "LOGIN")
                  .append("flow", login.flow())
                  .append("iccid", text(login.iccid())));
      case Packet.Logout logout ->
          write(event(vin, parcel, logout.time(), "LOGOUT").append("flow", logout.flow()));
      case Packet.TimeSync sync -> write(event(vin, parcel, orIllegal(sync.time()), "TIME_SYNC"));
      case Packet.RemovalAlarm alarm ->
          write(
              event(vin, parcel, alarm.time(), "REMOVAL_ALARM")
                  .append("flow", alarm.flow())
                  .append("locationState", alarm.locationState())
                  .append("longitude", alarm.longitude())
                  .append("latitude", alarm.latitude()));
      case Packet.Activation activation ->
          write(
              event(vin, parcel, activation.time(), "ACTIVATION")
                  .append("chipId", HexFormat.of().formatHex(activation.chipId()))
                  .append("publicKey", HexFormat.of().formatHex(activation.publicKey()))
                  .append("activatedVin", text(activation.vin()))
                  .append("signed", activation.signature() >= 0)
                  .append("signedFrom", signedFrom(activation)));
      case Packet.PlatformLogin login ->
          write(
              event(vin, parcel, login.time(), "PLATFORM_LOGIN")
                  .append("flow", login.flow())
                  .append("user", text(login.user())));
      case Packet.ActivationAnswer _,
          Packet.Answer _,
          Packet.Realtime _,
          Packet.Nested _,
          Packet.Encrypted _,
          Packet.Unreadable _ ->
          Optional.empty();
    };
  }

  /**
   * First byte of the unit that the signature covers, null if there is none that holds under the
   * key inside. It proves that the sender has that key, not who it is.
   */
  private static @Nullable Integer signedFrom(Packet.Activation activation) {
    int from = SIGNATURES.activationFrom(activation);
    return from < 0 ? null : from;
  }

  /** Why a packet is kept as no event, null if nothing is wrong; as the answer to it was judged. */
  static @Nullable QuarantineReason doubt(Packet packet) {
    return switch (packet) {
      case Packet.Login login -> dated(login.time());
      case Packet.Logout logout -> dated(logout.time());
      case Packet.RemovalAlarm alarm -> dated(alarm.time());
      case Packet.Activation activation -> dated(activation.time());
      case Packet.PlatformLogin login -> dated(login.time());
      case Packet.Unreadable unreadable -> unreadable.reason();
      case Packet.TimeSync _,
          Packet.ActivationAnswer _,
          Packet.Answer _,
          Packet.Realtime _,
          Packet.Nested _,
          Packet.Encrypted _ ->
          null;
    };
  }

  private static @Nullable QuarantineReason dated(long time) {
    return time == WireTime.ILLEGAL ? QuarantineReason.BAD_TIME : null;
  }

  private static long orIllegal(@Nullable Long time) {
    return time == null ? WireTime.ILLEGAL : time;
  }

  /** An event at its own time; a time sync without one stands at its receipt. */
  private static Document event(Vin vin, Parcel parcel, long time, String kind) {
    LogEntry entry = parcel.entry();
    long received = Math.floorDiv(entry.receivedMillis(), 1000L);
    long second = time == WireTime.ILLEGAL ? received : time;
    byte[] key =
        ByteBuffer.allocate(KEY)
            .put(vin.bytes())
            .putInt((int) second)
            .put(entry.position().key())
            .array();
    return new Document("_id", new Binary(key))
        .append("vin", vin.text())
        .append("second", second)
        .append("kind", kind)
        .append("at", Date.from(Instant.ofEpochMilli(entry.receivedMillis())))
        .append("listener", entry.connection().listener())
        .append("connection", entry.connection().id())
        .append("address", entry.connection().address());
  }

  /** Text of a sender: NULs and blanks at the end mean nothing. */
  static String text(String sent) {
    return sent.replaceAll("[\\x00 ]+$", "");
  }

  private static Optional<WriteModel<Document>> write(Document event) {
    return Optional.of(
        new ReplaceOneModel<>(eq(event.get("_id")), event, new ReplaceOptions().upsert(true)));
  }
}
