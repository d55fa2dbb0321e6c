package lantian.obd.read;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Trust;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.obd.store.Proof;
import lantian.obd.store.Proofs;
import lantian.proto.Vin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the register says of vehicles, for reading (备案查询). If it can't be reached, all data is shown
 * as unverified.
 */
final class Senders {
  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

  private final Register register;
  private final Proofs proofs;

  Senders(Register register, Proofs proofs) {
    this.register = register;
    this.proofs = proofs;
  }

  Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    try {
      return register.filings(vins);
    } catch (RuntimeException e) {
      LOG.warn("the terminal register can't be asked: {}", e.toString());
      return Map.of();
    }
  }

  List<Filing> filings(Vin vin) {
    return filings(List.of(vin)).getOrDefault(vin, List.of());
  }

  /** For a chart or a page, see {@link Proofs#quick}. */
  Proof quick(Vin vin) {
    return quick(vin, filings(vin));
  }

  Proof quick(Vin vin, List<Filing> filings) {
    return proofs.quick(vin, filings);
  }

  /** For an export, see {@link Proofs#whole}. */
  Proof whole(Vin vin) {
    return proofs.whole(vin, filings(vin));
  }

  /** Verifies last packets together; answers how many. */
  int verify(List<Proofs.Last> last, int most) {
    return proofs.verify(last, most);
  }

  static boolean filed(List<Filing> filings, Instant now) {
    return filings.stream().anyMatch(f -> f.holdsAt(now));
  }

  static Sender sender(Trust trust) {
    return switch (trust) {
      case CLAIMED -> Sender.CLAIMED;
      case BOUND -> Sender.BOUND;
      case SIGNED -> Sender.SIGNED;
    };
  }
}
