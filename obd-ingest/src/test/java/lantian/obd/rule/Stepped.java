package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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
    UnaryOperator<Memory> between =
        memory -> random.nextInt(oneIn) == 0 ? readBack(judge, memory) : memory;
    Memory _ = memory(judge, items, facts, out, between);
    return out;
  }

  /**
   * What it remembers at the end.
   *
   * @param out gets canonical findings by id
   * @param between what is done to its memory between two items
   */
  static Memory memory(
      Judge judge,
      List<NaiveItem> items,
      FactsAt facts,
      Map<String, String> out,
      UnaryOperator<Memory> between) {
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory =
          between.apply(
              judge.step(
                  memory,
                  new BodyReading(item),
                  item.vin(),
                  facts.at(item.second()),
                  finding -> out.put(finding.id().text(), finding.canonical())));
    }
    return memory;
  }

  private static Memory readBack(Judge judge, Memory memory) {
    Memory again = judge.decode(memory.encode());
    assertThat(again).isEqualTo(memory);
    assertThat(again.encode()).isEqualTo(memory.encode());
    return again;
  }
}
