package lantian.obd.read;

import java.util.List;

/**
 * A finding with what it rests on (线索证据).
 *
 * @param finding the finding
 * @param packets the packets it rests on, in the order of the log; the first ones if there are many
 * @param packetCount number of packets it rests on
 */
public record Evidence(Found finding, List<EvidencePacket> packets, int packetCount) {
  /** Copies the list. */
  public Evidence {
    packets = List.copyOf(packets);
  }
}
