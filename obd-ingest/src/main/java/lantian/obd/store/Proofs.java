package lantian.obd.store;

import java.util.ArrayList;
import java.util.List;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Filing;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Signatures;
import lantian.proto.Vin;

/**
 * Verifies signatures for readers (读取时验签), so that nothing is shown as verified that only carries a
 * signature. Verdicts are remembered. Safe for several threads.
 */
public final class Proofs {
  /** Most signatures that one chart or page has verified: about two seconds of work. */
  private static final int MOST = 2_000;

  private static final int CACHED_KEYS = 5_000;

  private final Verification verification;

  /** Verifies against the log in this store. */
  public Proofs(Store store, Opener opener) {
    this.verification = new Verification(new StoredLog(store), opener, new Signatures(CACHED_KEYS));
  }

  /**
   * For a chart or a page: verifies only what no binding proves, and of that at most {@value #MOST}
   * packets; what lies beyond counts as unproven.
   */
  public Proof quick(Vin vin, List<Filing> filings) {
    return new Proof(verification, vin, dossier(filings), false, MOST);
  }

  /** For an export: verifies every signature. */
  public Proof whole(Vin vin, List<Filing> filings) {
    return new Proof(verification, vin, dossier(filings), true, Integer.MAX_VALUE);
  }

  private static Dossier dossier(List<Filing> filings) {
    return filings.isEmpty() ? Dossier.UNFILED : new Dossier(filings);
  }

  /**
   * A packet and what its vehicle's packets are worth.
   *
   * @param proof of its vehicle
   * @param packet the packet
   */
  public record Last(Proof proof, PacketRef packet) {}

  /**
   * Verifies packets of several vehicles together.
   *
   * @param most how many at most
   * @return how many it were
   */
  public int verify(List<Last> packets, int most) {
    List<Verification.Asked> asked = new ArrayList<>();
    for (Last last : packets) {
      if (asked.size() < most && last.proof().isWorth(last.packet())) {
        asked.add(last.proof().asked(last.packet()));
      }
    }
    verification.verdicts(asked);
    return asked.size();
  }
}
