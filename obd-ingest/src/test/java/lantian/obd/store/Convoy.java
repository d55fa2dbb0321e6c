package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.Provenance;
import lantian.proto.Vin;

/** Seeded trucks whose frames are fed in batches over two lanes, and what must come of them. */
final class Convoy {
  private static final int LARGEST_BATCH = 400;
  private static final long END = 1L << 32;
  private static final String RULE = ".*\"rule\":\"([^\"]+)\".*";

  private final Rig rig;
  private final SplittableRandom random;
  private final List<Truck> trucks = new ArrayList<>();
  private final List<List<MemoryLog.Draft>> left = new ArrayList<>();

  /**
   * Files the trucks of the seeds {@code from} to {@code from + count - 1}.
   *
   * @param manner how the frames of a truck come
   */
  Convoy(Rig rig, int from, int count, Function<Truck, List<MemoryLog.Draft>> manner) {
    this.rig = rig;
    this.random = new SplittableRandom(from);
    for (int i = 0; i < count; i++) {
      Truck truck = new Truck(from + i);
      trucks.add(truck);
      left.add(new ArrayList<>(manner.apply(truck)));
    }
    file();
  }

  /** Number of trucks. */
  int size() {
    return trucks.size();
  }

  /** Files every truck as it is. */
  void file() {
    trucks.forEach(truck -> rig.register.file(truck.vin, truck.filings()));
  }

  /** Files every truck with another chip card and without its stage. */
  void misfile() {
    trucks.forEach(truck -> rig.register.file(truck.vin, truck.misfilings()));
  }

  /** Feeds a batch; false if there was none left. */
  boolean feed() {
    if (left.isEmpty()) {
      return false;
    }
    rig.feed(new LaneKey(1, random.nextInt(2)), batch());
    return true;
  }

  private List<MemoryLog.Draft> batch() {
    List<MemoryLog.Draft> batch = new ArrayList<>();
    for (int i = random.nextInt(LARGEST_BATCH); i >= 0 && !left.isEmpty(); i--) {
      List<MemoryLog.Draft> one = left.get(random.nextInt(left.size()));
      batch.add(one.removeFirst());
      if (one.isEmpty()) {
        left.remove(one);
      }
    }
    return batch;
  }

  /**
   * Every item is in chunks, and the findings are those of the naive judge.
   *
   * @return the rules that told of anything
   */
  SortedSet<String> check() {
    SortedSet<String> rules = new TreeSet<>();
    for (Truck truck : trucks) {
      SortedSet<String> stored = stored(truck.vin);
      SortedSet<String> missing = new TreeSet<>(truck.items());
      missing.removeAll(stored);
      assertThat(missing).as("items lost of the seed of " + truck.vin.text()).isEmpty();
      stored.removeAll(truck.items());
      assertThat(stored).as("items nobody sent, of the seed of " + truck.vin.text()).isEmpty();
      Collection<String> found = rig.findings(truck.vin).values();
      assertThat(found)
          .as("findings of the seed of " + truck.vin.text())
          .containsExactlyInAnyOrderElementsOf(truck.expected().values());
      found.forEach(finding -> rules.add(finding.replaceAll(RULE, "$1")));
    }
    return rules;
  }

  /**
   * Every second of every type stands there once.
   *
   * @param merged true as readers see it; false with merging off, to show that the check can fail
   */
  void checkOnce(boolean merged) {
    for (Truck truck : trucks) {
      List<String> seconds = merged ? merged(truck.vin) : unmerged(truck.vin);
      assertThat(seconds).as("seconds of the seed of " + truck.vin.text()).doesNotHaveDuplicates();
      assertThat(seconds).hasSameElementsAs(truck.seconds());
    }
  }

  private List<String> merged(Vin vin) {
    List<String> seconds = new ArrayList<>();
    try (FragmentCursor fragments = new Chunks(rig.database).fragments(vin, 0, END)) {
      MergedItems items = MergedItems.of(fragments, List.of(), 0, END, Provenance.UNFILED);
      while (items.next()) {
        seconds.add(items.second() + " " + items.type());
      }
    }
    return seconds;
  }

  private List<String> unmerged(Vin vin) {
    List<String> seconds = new ArrayList<>();
    forEach(vin, (one, i) -> seconds.add(one.second(i) + " " + one.type(i)));
    return seconds;
  }

  private SortedSet<String> stored(Vin vin) {
    SortedSet<String> items = new TreeSet<>();
    forEach(
        vin,
        (one, i) ->
            items.add(
                Truck.item(
                    one.second(i), one.type(i), one.bytes(i), one.offset(i), one.length(i))));
    return items;
  }

  private void forEach(Vin vin, ObjIntConsumer<Fragment> taker) {
    try (FragmentCursor fragments = new Chunks(rig.database).fragments(vin, 0, END)) {
      while (fragments.hasNext()) {
        Fragment one = fragments.next();
        for (int i = 0; i < one.size(); i++) {
          taker.accept(one, i);
        }
      }
    }
  }
}
