package lantian.obd.read;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Provenance;
import lantian.obd.chunk.Trust;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
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

  Senders(Register register) {
    this.register = register;
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

  Provenance of(Vin vin) {
    return Provenance.of(filings(vin));
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
