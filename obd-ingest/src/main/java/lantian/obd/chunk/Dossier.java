package lantian.obd.chunk;

import java.time.Instant;
import java.util.List;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.FactsAt;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What the register says of one vehicle, past and present (车辆备案档案). Immutable.
 *
 * <p>A packet is held against the entry in force when it was received, an item against the one in
 * force at its second.
 */
public final class Dossier implements FactsAt, Provenance {
  /** A vehicle that nobody filed. */
  public static final Dossier UNFILED = new Dossier(List.of());

  private final Provenance provenance;
  private final Filing[] filings;
  private final long[] from;
  private final long[] to;

  /**
   * @param filings the entries, oldest first
   */
  public Dossier(List<Filing> filings) {
    this.provenance = Provenance.of(filings);
    this.filings = filings.toArray(Filing[]::new);
    this.from = filings.stream().mapToLong(f -> f.validFrom().toEpochMilli()).toArray();
    this.to = filings.stream().mapToLong(f -> millis(f.validTo())).toArray();
  }

  private static long millis(@Nullable Instant to) {
    return to == null ? Long.MAX_VALUE : to.toEpochMilli();
  }

  boolean filed() {
    return filings.length > 0;
  }

  /** True if a public key was ever filed. */
  public boolean hasKeys() {
    for (Filing filing : filings) {
      if (filing.publicKey() != null) {
        return true;
      }
    }
    return false;
  }

  /** True if the vehicle is filed, but only from a later moment on. */
  public boolean beforeFiling(long second) {
    return filings.length > 0 && second * 1000 < from[0];
  }

  /** The latest entry in force at a moment, null if there is none. */
  public @Nullable Filing inForce(long millis) {
    for (int i = filings.length - 1; i >= 0; i--) {
      if (millis >= from[i] && millis < to[i]) {
        return filings[i];
      }
    }
    return null;
  }

  @Override
  public VehicleFacts at(long second) {
    Filing filing = inForce(second * 1000);
    return filing == null ? VehicleFacts.UNKNOWN : filing.facts();
  }

  /**
   * Takes a signature for good where a key is filed; whoever rests something on the packet verifies
   * it first.
   */
  @Override
  public Trust trust(PacketRef packet) {
    return provenance.trust(packet);
  }

  /** Trust of a packet whose signature is known to be wrong. */
  public Trust trustUnsigned(PacketRef packet) {
    return provenance.trust(
        new PacketRef(
            packet.position(),
            packet.receivedMillis(),
            packet.iccid(),
            0,
            packet.profile(),
            packet.layout()));
  }

  @Override
  public Origin origin(PacketRef packet) {
    return provenance.origin(packet);
  }

  @Override
  public boolean holds(PacketRef packet) {
    return provenance.holds(packet);
  }

  /** True if both say the same. */
  boolean same(Dossier other) {
    return List.of(filings).equals(List.of(other.filings));
  }
}
