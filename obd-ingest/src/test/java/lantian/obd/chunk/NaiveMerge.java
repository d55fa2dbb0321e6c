package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Merging as the design page says it, over plain lists. */
final class NaiveMerge {
  private NaiveMerge() {}

  static List<String> told(List<Samples.Item> items, long from, long to) {
    Map<Long, List<Samples.Item>> byKey =
        items.stream()
            .filter(i -> i.second() >= from && i.second() < to)
            .collect(
                Collectors.groupingBy(
                    i -> i.second() << 8 | i.type(), TreeMap::new, Collectors.toList()));
    List<String> out = new ArrayList<>();
    byKey.forEach((key, all) -> out.add((key >> 8) + " " + (key & 0xFF) + " " + of(all)));
    return out;
  }

  private static String of(List<Samples.Item> all) {
    Map<String, List<Samples.Item>> bodies =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    i -> HexFormat.of().formatHex(i.body()), TreeMap::new, Collectors.toList()));
    boolean crowded = bodies.size() > Thinning.MOST_BODIES;
    if (crowded) {
      // A body with proven senders goes by these alone.
      bodies.replaceAll((body, copies) -> isProven(copies) ? proven(copies) : copies);
    }
    List<List<Samples.Item>> proven = bodies.values().stream().filter(c -> isProven(c)).toList();
    List<List<Samples.Item>> kept =
        Stream.concat(
                bodies.values().stream().limit(Thinning.MOST_BODIES),
                proven.stream().limit(Thinning.MOST_PROVEN))
            .distinct()
            .toList();
    String listed =
        bodies.size() == 1
            ? ""
            : kept.stream().map(c -> best(c, false)).sorted().toList().toString();
    if (bodies.size() == 1) {
      return best(all, ahead(all)) + " ";
    }
    return proven.size() == 1
        ? best(proven.get(0), ahead(proven.get(0))) + " " + listed
        : "unsettled " + listed;
  }

  private static boolean isProven(List<Samples.Item> copies) {
    return !proven(copies).isEmpty();
  }

  private static List<Samples.Item> proven(List<Samples.Item> copies) {
    return copies.stream().filter(i -> Samples.FILED.trust(i.packet()).verified()).toList();
  }

  private static boolean ahead(List<Samples.Item> copies) {
    return copies.stream().allMatch(i -> i.packet().untimed(i.second()));
  }

  private static String best(List<Samples.Item> copies, boolean ahead) {
    Samples.Item best =
        copies.stream()
            .min(
                Comparator.comparing(
                        (Samples.Item i) -> Samples.FILED.trust(i.packet()),
                        Comparator.reverseOrder())
                    .thenComparing(i -> i.packet().untimed(i.second()))
                    .thenComparingLong(i -> i.packet().receivedMillis())
                    .thenComparing(i -> i.packet().position()))
            .orElseThrow();
    return line(best.body(), best.packet(), Samples.FILED.trust(best.packet()), ahead);
  }

  static String line(byte[] body, PacketRef packet, Trust trust, boolean ahead) {
    return HexFormat.of().formatHex(body) + "/" + packet + "/" + trust + "/" + ahead;
  }
}
