package lantian.obd.read;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.PacketOutput;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import org.bson.Document;

/** The packets kept with a finding, decoded (证据报文). */
final class EvidencePackets {
  private EvidencePackets() {}

  static Evidence of(Document document) {
    PacketOutput output = new PacketOutput(new Packets(PlatformCommands.DEFAULT));
    List<EvidencePacket> packets = new ArrayList<>();
    for (Document packet : document.getList("packets", Document.class, List.of())) {
      byte[] frame = FindingRows.bytes(packet, "frame");
      Profile profile = Profile.valueOf(packet.getString("profile"));
      packets.add(
          new EvidencePacket(
              FindingRows.hex(packet, "position"),
              FindingRows.instant(packet, "received"),
              Sender.valueOf(packet.getString("sender")),
              HexFormat.of().formatHex(frame),
              output.frame(Frame.of(frame), profile, null).toString()));
    }
    int count = document.getInteger("packetCount", packets.size());
    return new Evidence(FindingRows.row(document), packets, count);
  }
}
