package lantian.obd.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lantian.proto.Vin;

/** Wrong signatures where what is learned meanwhile stays in this process: nothing is written. */
final class LearnedSignatures extends WrongSignatures {
  private final Map<Vin, Set<Wrong>> learned = new HashMap<>();

  LearnedSignatures(Store store) {
    super(store.collection(Store.Name.FORGED));
  }

  @Override
  Set<Wrong> of(Vin vin) {
    Set<Wrong> all = super.of(vin);
    all.addAll(learned.getOrDefault(vin, Set.of()));
    return all;
  }

  @Override
  void add(Vin vin, Collection<Wrong> found) {
    learned.computeIfAbsent(vin, v -> new HashSet<>()).addAll(found);
  }
}
