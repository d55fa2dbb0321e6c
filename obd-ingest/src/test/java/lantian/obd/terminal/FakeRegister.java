package lantian.obd.terminal;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** A register held in memory, which can be out of reach. */
final class FakeRegister implements Register {
  private final Map<Vin, Filing> filings = new ConcurrentHashMap<>();
  final AtomicInteger refused = new AtomicInteger();
  volatile boolean down;

  void file(String vin, @Nullable String iccid, @Nullable String chipId) {
    file(vin, iccid, chipId, null);
  }

  void end(String vin) {
    filings.remove(new Vin(vin));
  }

  void file(
      String vin, @Nullable String iccid, @Nullable String chipId, @Nullable String publicKey) {
    Filing filing =
        new Filing(
            new Vin(vin),
            Instant.EPOCH,
            null,
            iccid,
            chipId,
            publicKey,
            null,
            null,
            null,
            null,
            null,
            VehicleFacts.UNKNOWN,
            Origin.MEASURED);
    filings.put(filing.vin(), filing);
  }

  @Override
  public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    if (down) {
      refused.incrementAndGet();
      throw new IllegalStateException("register down");
    }
    Map<Vin, List<Filing>> found = new HashMap<>();
    for (Vin vin : vins) {
      Filing filing = filings.get(vin);
      if (filing != null) {
        found.put(vin, List.of(filing));
      }
    }
    return found;
  }

  @Override
  public List<Change> changesAfter(long cursor, int limit) {
    return List.of();
  }
}
