package lantian.obd.chunk;

import java.util.List;
import lantian.obd.filing.Filing;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;

/**
 * What the packets of one vehicle are worth under the register as it stands now (来源判定).
 *
 * <p>Asked once or a few times a packet, not for every item.
 */
public interface Provenance {
  /** Nothing is filed: every sender is merely claimed. */
  Provenance UNFILED =
      new Provenance() {
        @Override
        public Trust trust(PacketRef packet) {
          return Trust.CLAIMED;
        }

        @Override
        public Origin origin(PacketRef packet) {
          return Origin.MEASURED;
        }

        @Override
        public boolean holds(PacketRef packet) {
          return packet.under().contains(Profile.PLATFORM);
        }
      };

  /**
   * By what is filed of the vehicle, oldest entry first. A signature is taken for good where a key
   * is filed; whoever rests something on it verifies it.
   */
  static Provenance of(List<Filing> filings) {
    return filings.isEmpty() ? UNFILED : new FiledProvenance(filings);
  }

  /** How well the packet's sender is proven. */
  Trust trust(PacketRef packet);

  /** Nature of what the packet's terminal sends. */
  Origin origin(PacketRef packet);

  /** False if the packet reads otherwise under the profile that is filed (decision 0032). */
  boolean holds(PacketRef packet);

  /**
   * Hears of a packet with a proven sender whose copy of an item is left out, because there are too
   * many better ones: if the proof of those does not hold, it would come forth.
   */
  default void leftOut(PacketRef packet) {}
}
