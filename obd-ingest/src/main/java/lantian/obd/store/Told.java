package lantian.obd.store;

import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Iccid;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.Packet;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/** Reads which identifiers a packet tells under its VIN, see {@link Claims}. */
final class Told {
  private Told() {}

  /** VINs of the controllers in all OBD blocks whose time is not ahead of receipt. */
  static void controllers(Contents contents, PacketRef packet, Claims into) {
    for (int i = 0; i < contents.count(); i++) {
      boolean block = contents.type(i) == ObdBlock.TYPE && contents.length(i) >= ObdBlock.LEAST;
      if (block && !packet.untimed(contents.second(i))) {
        Vin controller = new ObdBlock(contents.unit(), contents.offset(i)).vin();
        if (controller != null) {
          into.take(
              Claims.CONTROLLER + controller.text(),
              CityTime.dayNumber(contents.second(i)),
              packet);
        }
      }
    }
  }

  /**
   * The card of a login. The login frame itself names it, so that no other login of its connection
   * counts.
   *
   * @return true if it changes anything
   */
  static boolean card(Packet.Login login, Parcel parcel, Claims into) {
    String iccid = Events.text(login.iccid());
    LogEntry entry = parcel.entry();
    PacketRef packet =
        new PacketRef(
            entry.position(),
            entry.receivedMillis(),
            Iccid.digest(iccid) == Iccid.UNKNOWN ? "" : iccid,
            0,
            entry.connection().profile(),
            0);
    if (packet.iccid().isEmpty() || PacketRef.isAhead(login.time(), packet.receivedMillis())) {
      return false;
    }
    return into.take(Claims.CARD + iccid, CityTime.dayNumber(login.time()), packet);
  }
}
