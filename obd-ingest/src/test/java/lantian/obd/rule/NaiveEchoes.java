package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Replayed data, by keeping whole stretches of samples and comparing them word by word. */
final class NaiveEchoes {
  static final String RULE = "OBD-DATA-REPLAYED";

  private static final int KEPT = 16;

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final NaiveSeries out;
  private final List<List<List<Long>>> kept =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  NaiveEchoes(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.stream = NaiveRoad.stream(items);
    this.out = new NaiveSeries(limits, RULE, stream);
  }

  List<NaiveBreach> breaches() {
    int from = 0;
    while (from < stream.size()) {
      int to = from;
      while (to < stream.size() && observed(to) && (to == from || joined(to))) {
        to++;
      }
      still(from, to);
      stretches(from, to);
      from = to == from || (to < stream.size() && !observed(to)) ? to + 1 : to;
    }
    return out.breaches();
  }

  private boolean observed(int i) {
    NaiveItem item = stream.get(i);
    return item.engineSpeed() / 8.0 >= at("engineOnRpm", i)
        && item.fuelRate() >= 0
        && NaiveRoad.speed(item) >= 0;
  }

  private boolean joined(int i) {
    return second(i) - second(i - 1) <= at("gapSeconds", i);
  }

  /** Every field stands still. */
  private void still(int from, int to) {
    int begin = -1;
    for (int i = from + 1; i < to; i++) {
      NaiveItem item = stream.get(i);
      boolean repeats =
          moving(i)
              && words(i).equals(words(i - 1))
              && (item.odometer() >= 0 || NaiveRoad.placed(item));
      if (!repeats) {
        begin = -1;
      } else if (begin < 0 || !java.util.Arrays.equals(item.body(), stream.get(begin).body())) {
        begin = i;
      } else if (second(i) - second(begin) >= at("stillSeconds", i)) {
        happened(begin, i);
        begin = i;
      }
    }
  }

  /** A stretch that was there before. It goes before stillness at the same item. */
  private void stretches(int from, int to) {
    int begin = -1;
    for (int i = from; i < to; i++) {
      if (begin >= 0 && i - begin + 1 == (int) at("samples", begin)) {
        List<Long> stretch = new ArrayList<>();
        int changes = 0;
        for (int j = begin; j <= i; j++) {
          stretch.addAll(words(j));
          changes += j > begin && moving(j) && !words(j).equals(words(j - 1)) ? 1 : 0;
        }
        if (changes >= at("changes", i)) {
          remember(stretch, rarity(begin), begin, i);
        }
        begin = -1;
      }
      if (rarity(i) > (begin < 0 ? -1 : rarity(begin))) {
        begin = i;
      }
    }
  }

  private void remember(List<Long> stretch, int rarity, int begin, int end) {
    List<List<Long>> before = kept.get(rarity);
    if (before.contains(stretch)) {
      happened(begin, end);
      return;
    }
    before.add(stretch);
    if (before.size() > KEPT) {
      before.removeFirst();
    }
  }

  private void happened(int begin, int end) {
    boolean verified = true;
    for (int i = begin; i <= end; i++) {
      verified &= stream.get(i).trust() > 0;
    }
    out.happened(end, second(begin), (second(end) - second(begin)) * 1000, verified);
  }

  /** How many zero bits the stirred words of a sample end with, in steps of three. */
  private int rarity(int i) {
    List<Long> w = words(i);
    long z = w.get(0) + (w.get(1) << 16) + (w.get(2) << 32) + (w.get(3) << 48);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    int zeros = 0;
    while (zeros < 64 && ((z >>> zeros) & 1) == 0) {
      zeros++;
    }
    int above = zeros - (int) at("sparseBits", i);
    return above < 0 ? -1 : Math.min(2, above / 3);
  }

  private List<Long> words(int i) {
    NaiveItem item = stream.get(i);
    return List.of(
        NaiveRoad.word(item, 0, 2),
        NaiveRoad.word(item, 5, 2),
        NaiveRoad.word(item, 7, 2),
        NaiveRoad.word(item, 3, 1));
  }

  private boolean moving(int i) {
    return NaiveRoad.speed(stream.get(i)) / 256.0 >= at("leastKmh", i);
  }

  private long second(int i) {
    return stream.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, second(i));
  }
}
