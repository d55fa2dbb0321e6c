package lantian.obd.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.chunk.Trust;
import lantian.obd.store.WrongSignatures.Wrong;
import lantian.proto.Origin;

/**
 * What a vehicle's packets are worth (报文证明力): the register's view, corrected by what is known of
 * signatures. For one thread, and for as long as {@code unproven} is not changed.
 */
final class KnownProofs implements Provenance {
  private final Verification verification;
  private final Dossier dossier;
  private final Set<Wrong> unproven;

  /**
   * The view of one round of a hearing.
   *
   * @param unproven signatures that prove nobody
   */
  KnownProofs(Verification verification, Dossier dossier, Set<Wrong> unproven) {
    this.verification = verification;
    this.dossier = dossier;
    this.unproven = unproven;
  }

  @Override
  public Trust trust(PacketRef packet) {
    if (!packet.signed() || (unproven.isEmpty() && !verification.hasDoubts())) {
      return dossier.trust(packet);
    }
    Wrong claim = Verification.claim(packet, dossier);
    return claim != null && (unproven.contains(claim) || verification.isDoubtful(claim))
        ? dossier.trustUnsigned(packet)
        : dossier.trust(packet);
  }

  @Override
  public Origin origin(PacketRef packet) {
    return dossier.origin(packet);
  }

  @Override
  public boolean holds(PacketRef packet) {
    return dossier.holds(packet);
  }

  /** The same, that hands on what the merge leaves out. */
  Provenance telling(Disputes disputes) {
    return new Telling(this, disputes);
  }

  /** Has a packet verified that counts as signed without having been. */
  void presume(PacketRef packet, Disputes disputes) {
    if (dossier.hasKeys() && trust(packet) == Trust.SIGNED) {
      disputes.add(packet);
    }
  }

  /** Those that count as signed without having been verified. */
  List<PacketRef> presumed(Collection<PacketRef> packets) {
    return packets.stream().filter(packet -> trust(packet) == Trust.SIGNED).toList();
  }

  private record Telling(KnownProofs proofs, Disputes disputes) implements Provenance {
    @Override
    public Trust trust(PacketRef packet) {
      return proofs.trust(packet);
    }

    @Override
    public Origin origin(PacketRef packet) {
      return proofs.origin(packet);
    }

    @Override
    public boolean holds(PacketRef packet) {
      return proofs.holds(packet);
    }

    @Override
    public void leftOut(PacketRef packet) {
      proofs.presume(packet, disputes);
    }
  }
}
