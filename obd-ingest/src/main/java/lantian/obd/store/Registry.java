package lantian.obd.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Dossier;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.proto.Vin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the register for dossiers (备案查询). */
final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final Register register;

  Registry(Register register) {
    this.register = register;
  }

  /** Dossiers of vehicles; empty if the register can't be reached. */
  Map<Vin, Dossier> ask(Collection<Vin> vins) {
    try {
      Map<Vin, List<Filing>> filings = register.filings(vins);
      Map<Vin, Dossier> dossiers = new HashMap<>();
      for (Vin vin : vins) {
        List<Filing> own = filings.getOrDefault(vin, List.of());
        dossiers.put(vin, own.isEmpty() ? Dossier.UNFILED : new Dossier(own));
      }
      return dossiers;
    } catch (RuntimeException e) {
      LOG.warn("the terminal register can't be asked: {}", e.toString());
      return Map.of();
    }
  }

  /**
   * The dossier of a vehicle without which nothing can be said.
   *
   * @throws IllegalStateException if the register can't be reached
   */
  Dossier need(Vin vin) {
    Dossier dossier = ask(List.of(vin)).get(vin);
    if (dossier == null) {
      throw new IllegalStateException("the terminal register can't be asked");
    }
    return dossier;
  }
}
