package lantian.obd.chunk;

import java.util.List;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/** What the packets of some fragments are worth; the register is asked once a packet (报文可信度). */
final class PacketWorth {
  private final List<Fragment> fragments;
  private final Provenance provenance;
  private final @Nullable Trust[][] trust;
  private final @Nullable Origin[][] origin;

  PacketWorth(List<Fragment> fragments, Provenance provenance) {
    this.fragments = fragments;
    this.provenance = provenance;
    this.trust = new Trust[fragments.size()][];
    this.origin = new Origin[fragments.size()][];
    for (int f = 0; f < trust.length; f++) {
      trust[f] = new Trust[fragments.get(f).packetCount()];
      origin[f] = new Origin[fragments.get(f).packetCount()];
    }
  }

  /** How well the sender of a packet is proven, by the numbers of its fragment and its row. */
  Trust trust(int fragment, int packet) {
    Trust answer = trust[fragment][packet];
    if (answer == null) {
      answer = provenance.trust(fragments.get(fragment).packet(packet));
      trust[fragment][packet] = answer;
    }
    return answer;
  }

  /** Nature of what the sender of a packet sends. */
  Origin origin(int fragment, int packet) {
    Origin answer = origin[fragment][packet];
    if (answer == null) {
      answer = provenance.origin(fragments.get(fragment).packet(packet));
      origin[fragment][packet] = answer;
    }
    return answer;
  }
}
