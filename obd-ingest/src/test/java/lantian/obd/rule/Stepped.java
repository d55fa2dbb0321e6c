package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A judge that hears a seeded vehicle item by item. */
final class Stepped {
  private Stepped() {}

  /**
   * Canonical findings by id.
   *
   * @param random decides where the memory is written and read back
   * @param oneIn at one item in so many
   */
  static SortedMap<String, String> findings(
      Judge judge, List<NaiveItem> items, FactsAt facts, SplittableRandom random, int oneIn) {
    SortedMap<String, String> out = new TreeMap<>();
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory =
          judge.step(
              memory,
              new BodyReading(item),
              item.vin(),
              facts.at(item.second()),
              finding -> out.put(finding.id().text(), finding.canonical()));
      if (random.nextInt(oneIn) == 0) {
        Memory again = judge.decode(memory.encode());
        assertThat(again).isEqualTo(memory);
        assertThat(again.encode()).isEqualTo(memory.encode());
        memory = again;
      }
    }
    return out;
  }
}
