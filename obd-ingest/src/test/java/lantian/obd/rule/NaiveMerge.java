package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** The body to go by: the only one, or the only proven one; nothing if there is none such. */
  private static List<NaiveItem> winner(List<NaiveItem> copies) {
    TreeMap<String, NaiveItem> bodies = new TreeMap<>();
    for (NaiveItem copy : copies) {
      bodies.merge(
          HexFormat.of().formatHex(copy.body()), copy, (a, b) -> a.trust() >= b.trust() ? a : b);
    }
    int type = copies.getFirst().type();
    if (type == 0 || type == 255) {
      // marks: the least body, the least proven one if there is any
      NaiveItem mark =
          bodies.values().stream()
              .filter(c -> c.trust() > 0)
              .findFirst()
              .orElseGet(() -> bodies.firstEntry().getValue());
      return List.of(carded(mark, copies));
    }
    List<NaiveItem> proven = bodies.values().stream().filter(c -> c.trust() > 0).toList();
    List<NaiveItem> candidates = bodies.size() == 1 ? List.copyOf(bodies.values()) : proven;
    return candidates.size() == 1 ? List.of(carded(candidates.getFirst(), copies)) : List.of();
  }

  /** With the one card that is known of its copies. */
  private static NaiveItem carded(NaiveItem item, List<NaiveItem> copies) {
    List<String> cards =
        copies.stream()
            .filter(copy -> Arrays.equals(copy.body(), item.body()))
            .map(NaiveItem::card)
            .filter(card -> card.matches("89[0-9A-Z]{17,18}"))
            .distinct()
            .toList();
    return item.from(cards.size() == 1 ? cards.getFirst() : "");
  }
}
