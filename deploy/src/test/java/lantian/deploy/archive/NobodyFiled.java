package lantian.deploy.archive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.proto.Vin;

/** A terminal register without entries. */
public final class NobodyFiled implements Register {
  @Override
  public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    return Map.of();
  }

  @Override
  public List<Change> changesAfter(long cursor, int limit) {
    return List.of();
  }
}
