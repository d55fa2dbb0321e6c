package lantian.obd.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Trust;
import lantian.proto.Origin;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The packets a finding rests on, copied so that they outlive the log (线索证据).
 *
 * @param packets copies, in the order of the log; the first ones if there are many
 * @param count number of packets it rests on
 * @param origin nature of the data; the least real one where packets differ
 */
record Evidence(List<Copy> packets, int count, Origin origin) {
  Evidence {
    packets = List.copyOf(packets);
  }

  /**
   * One packet.
   *
   * @param packet where it stands and what is known of its sender
   * @param trust how well its sender is proven
   * @param frame its bytes as logged
   */
  record Copy(PacketRef packet, Trust trust, byte[] frame) {}

  Document document() {
    List<Document> copies = new ArrayList<>();
    for (Copy copy : packets) {
      PacketRef packet = copy.packet();
      copies.add(
          new Document("position", new Binary(packet.position().key()))
              .append("received", Date.from(Instant.ofEpochMilli(packet.receivedMillis())))
              .append("sender", copy.trust().name())
              .append("profile", packet.profile().name())
              .append("layout", packet.layout())
              .append("frame", new Binary(copy.frame())));
    }
    return new Document("packets", copies)
        .append("packetCount", count)
        .append("origin", origin.name());
  }
}
