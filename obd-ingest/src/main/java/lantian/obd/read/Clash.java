package lantian.obd.read;

import java.time.Instant;
import java.util.List;
import lantian.proto.Vin;

/**
 * Several bodies for one vehicle, second and type (数据冲突).
 *
 * @param vin the vehicle
 * @param second collection time
 * @param type information type code
 * @param settled true if one proven copy stands against unproven ones and is used
 * @param copies every copy, the one used first if there is one
 */
public record Clash(Vin vin, Instant second, int type, boolean settled, List<Copy> copies) {
  /** Copies the list. */
  public Clash {
    copies = List.copyOf(copies);
  }

  /**
   * One of the bodies.
   *
   * @param hex the body
   * @param sender proof of its best sender
   * @param position log position of its packet as hex
   * @param received when that packet was received
   */
  public record Copy(String hex, Sender sender, String position, Instant received) {}
}
