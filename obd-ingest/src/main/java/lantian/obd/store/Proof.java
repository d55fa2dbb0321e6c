package lantian.obd.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.chunk.Trust;
import lantian.obd.store.Verification.Asked;
import lantian.obd.store.Verification.Verdict;
import lantian.obd.store.WrongSignatures.Wrong;
import lantian.proto.Origin;
import lantian.proto.Vin;

/**
 * What the packets of one vehicle are worth to a reader (读取时来源判定): only a signature that was
 * verified counts; a packet without one is worth what its binding proves.
 *
 * <p>The packets have to pass {@link #over} first. Not safe for several threads.
 */
public final class Proof implements Provenance {
  private final Verification verification;
  private final Vin vin;
  private final Dossier dossier;
  private final boolean whole;
  private int left;

  Proof(Verification verification, Vin vin, Dossier dossier, boolean whole, int most) {
    this.verification = verification;
    this.vin = vin;
    this.dossier = dossier;
    this.whole = whole;
    this.left = most;
  }

  /** Passes fragments on and verifies the packets of each before. */
  public Iterator<Fragment> over(Iterator<Fragment> fragments) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return fragments.hasNext();
      }

      @Override
      public Fragment next() {
        Fragment fragment = fragments.next();
        verify(fragment);
        return fragment;
      }
    };
  }

  /** The fragments, their packets verified. */
  public List<Fragment> over(List<Fragment> fragments) {
    fragments.forEach(this::verify);
    return fragments;
  }

  private void verify(Fragment fragment) {
    if (!dossier.hasKeys()) {
      return;
    }
    List<Asked> asked = new ArrayList<>();
    for (int row = 0; row < fragment.packetCount(); row++) {
      PacketRef packet = fragment.packet(row);
      if (asked.size() < left && isWorth(packet)) {
        asked.add(new Asked(vin, packet, dossier));
      }
    }
    left -= asked.size();
    verification.verdicts(asked);
  }

  /** The question that verifies a packet. */
  Asked asked(PacketRef packet) {
    return new Asked(vin, packet, dossier);
  }

  /** True if verifying the packet can tell something new. */
  boolean isWorth(PacketRef packet) {
    return packet.signed()
        && (whole || !dossier.trustUnsigned(packet).verified())
        && dossier.trust(packet) == Trust.SIGNED
        && !isVerified(packet);
  }

  private boolean isVerified(PacketRef packet) {
    Wrong claim = Verification.claim(packet, dossier);
    return claim != null && verification.known(claim) == Verdict.RIGHT;
  }

  @Override
  public Trust trust(PacketRef packet) {
    return packet.signed() && isVerified(packet)
        ? dossier.trust(packet)
        : dossier.trustUnsigned(packet);
  }

  @Override
  public Origin origin(PacketRef packet) {
    return dossier.origin(packet);
  }

  @Override
  public boolean holds(PacketRef packet) {
    return dossier.holds(packet);
  }
}
