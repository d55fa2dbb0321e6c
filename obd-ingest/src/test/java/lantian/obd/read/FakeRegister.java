package lantian.obd.read;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** A register in memory that can be out of reach. */
final class FakeRegister implements Register {
  final Map<Vin, List<Filing>> filed = new ConcurrentHashMap<>();
  volatile boolean away;

  void file(Vin vin, String iccid, Origin origin) {
    file(vin, iccid, origin, null);
  }

  void file(Vin vin, String iccid, Origin origin, @Nullable String stage) {
    VehicleFacts facts = new VehicleFacts(stage, "DIESEL", null, null, null, null);
    filed.put(
        vin,
        List.of(
            new Filing(
                vin,
                Instant.EPOCH,
                null,
                iccid,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                facts,
                origin)));
  }

  @Override
  public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    if (away) {
      throw new IllegalStateException("the register is away");
    }
    Map<Vin, List<Filing>> found = new HashMap<>(filed);
    found.keySet().retainAll(vins);
    return found;
  }

  @Override
  public List<Change> changesAfter(long cursor, int limit) {
    return List.of();
  }
}
