package lantian.obd.rule;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import lantian.proto.Vin;

/** Sorts, collapses equal copies and settles conflicts, over plain lists. */
final class NaiveMerge {
  private NaiveMerge() {}

  /** The items rules may see, by vehicle, in the order (second, type). */
  static Map<Vin, List<NaiveItem>> merge(List<NaiveItem> copies) {
    Map<Vin, Map<Long, List<NaiveItem>>> all = new TreeMap<>();
    for (NaiveItem copy : copies) {
      all.computeIfAbsent(copy.vin(), v -> new TreeMap<>())
          .computeIfAbsent(copy.second() * 256 + copy.type(), k -> new ArrayList<>())
          .add(copy);
    }
    Map<Vin, List<NaiveItem>> out = new TreeMap<>();
    all.forEach((vin, items) -> {
      List<NaiveItem> kept = new ArrayList<>();
      items.values().forEach(same -> kept.addAll(winner(same)));
      out.put(vin, kept);
    });
    return out;
  }

  /** The one body of the best proven copies; nothing if they disagree among themselves. */
  private static List<NaiveItem> winner(List<NaiveItem> copies) {
    int best = copies.stream().mapToInt(NaiveItem::trust).max().orElseThrow();
    List<NaiveItem> top = copies.stream().filter(c -> c.trust() == best).toList();
    TreeSet<String> bodies = new TreeSet<>();
    top.forEach(c -> bodies.add(HexFormat.of().formatHex(c.body())));
    return bodies.size() == 1 ? List.of(top.getFirst()) : List.of();
  }
}
