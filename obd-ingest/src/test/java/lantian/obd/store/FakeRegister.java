package lantian.obd.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.proto.Vin;

/** A register in memory that can be changed and cut off. */
final class FakeRegister implements Register {
  private final Map<Vin, List<Filing>> filings = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean away;

  /** Replaces all entries of a vehicle; the change touches all of its days. */
  synchronized void file(Vin vin, List<Filing> entries) {
    filings.put(vin, List.copyOf(entries));
    changes.add(new Change(changes.size() + 1, vin, 0, Long.MAX_VALUE));
  }

  /** True if the follower has done what every change asks for. */
  synchronized boolean isFollowed(Store store) {
    Cursors cursors = new Cursors(store.collection(Store.Name.CURSORS));
    return cursors.read("register", Long.class).orElse(0L) == changes.size();
  }

  synchronized void away(boolean cut) {
    away = cut;
  }

  @Override
  public synchronized Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    refuse();
    Map<Vin, List<Filing>> found = new HashMap<>();
    for (Vin vin : vins) {
      List<Filing> entries = filings.get(vin);
      if (entries != null) {
        found.put(vin, entries);
      }
    }
    return found;
  }

  @Override
  public synchronized List<Change> changesAfter(long cursor, int limit) {
    refuse();
    return changes.stream().filter(change -> change.cursor() > cursor).limit(limit).toList();
  }

  private void refuse() {
    if (away) {
      throw new IllegalStateException("the register is away");
    }
  }
}
