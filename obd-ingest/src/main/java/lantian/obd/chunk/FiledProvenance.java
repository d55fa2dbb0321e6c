package lantian.obd.chunk;

import java.time.Instant;
import java.util.List;
import lantian.obd.filing.Filing;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/** Holds packets against the entry in force when they were received (按备案判定来源). */
final class FiledProvenance implements Provenance {
  private final List<Filing> filings;

  FiledProvenance(List<Filing> filings) {
    this.filings = List.copyOf(filings);
  }

  @Override
  public Trust trust(PacketRef packet) {
    Filing filing = inForce(packet);
    if (filing == null) {
      return Trust.CLAIMED;
    }
    if (packet.signed() && filing.publicKey() != null) {
      return Trust.SIGNED;
    }
    boolean bound = !packet.iccid().isEmpty() && packet.iccid().equals(filing.iccid());
    return bound ? Trust.BOUND : Trust.CLAIMED;
  }

  @Override
  public Origin origin(PacketRef packet) {
    Filing filing = inForce(packet);
    return filing == null ? Origin.MEASURED : filing.origin();
  }

  @Override
  public boolean holds(PacketRef packet) {
    if (!packet.oneOfSeveral()) {
      return true;
    }
    Filing filing = inForce(packet);
    Profile filed = filing == null ? null : filing.profile();
    return packet.under().contains(filed == null ? Profile.PLATFORM : filed);
  }

  private @Nullable Filing inForce(PacketRef packet) {
    Instant received = Instant.ofEpochMilli(packet.receivedMillis());
    for (Filing filing : filings.reversed()) {
      if (filing.holdsAt(received)) {
        return filing;
      }
    }
    return null;
  }
}
