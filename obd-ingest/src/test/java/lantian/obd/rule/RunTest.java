package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/**
 * Items led past the rules in runs, over two midnights at which rule sets change, give what they
 * give one by one: the same memory with its counts, and the same findings in the same order.
 */
class RunTest {
  private static final Judge JUDGE = new Judge(Seeded.sets());

  @Test
  void runsGiveWhatItemsGive() {
    int findings = 0;
    for (int seed = 1; seed <= 10; seed++) {
      HardTimeline timeline = new HardTimeline(seed);
      List<NaiveItem> items = NaiveMerge.merge(timeline.copies()).values().iterator().next();
      List<String> single = new ArrayList<>();
      List<String> together = new ArrayList<>();
      Memory one = single(timeline, items, single);
      Memory all = together(timeline, items, together);

      assertThat(all).as("seed %s", seed).isEqualTo(one);
      assertThat(together).as("seed %s", seed).isEqualTo(single);
      findings += single.size();
    }
    assertThat(findings).isGreaterThan(50);
  }

  private static Memory single(HardTimeline timeline, List<NaiveItem> items, List<String> out) {
    Memory memory = JUDGE.initial();
    for (NaiveItem item : items) {
      memory =
          JUDGE.step(
              memory,
              new BodyReading(item),
              item.vin(),
              timeline.factsAt(item.second()),
              finding -> out.add(finding.canonical()));
    }
    return memory;
  }

  private static Memory together(HardTimeline timeline, List<NaiveItem> items, List<String> out) {
    Vin vin = items.getFirst().vin();
    Hearing hearing =
        new Hearing(
            JUDGE, Seeded.sets(), JUDGE.initial(), vin, finding -> out.add(finding.canonical()));
    Iterator<NaiveItem> each = items.iterator();
    Run run = new Run();
    while (run.fill(
        () -> each.hasNext() ? new BodyReading(each.next()) : null, timeline::factsAt)) {
      hearing.run(run);
    }
    return hearing.memory();
  }
}
